// Small parts of the console: how a command stands, a question asked once, who somebody is.

import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const PRESENCE = /** @type {Record<string, { icon: string, words: string }>} */ ({
  online: { icon: "●", words: t("connected") },
  quiet: { icon: "◐", words: t("just gone quiet") },
  away: { icon: "○", words: t("not connected") },
});

/**
 * Ask once, then do it.
 *
 * @param {{ title: string, yes: string, isDanger?: boolean, onYes: () => void, onClose: () => void, children?: unknown }} props
 */
export function Confirm({ title, yes, isDanger = false, onYes, onClose, children }) {
  const agree = () => {
    onYes();
    onClose();
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children}
    <p class="cluster">
      <button type="button" class=${`button ${isDanger ? "button--danger" : "button--primary"}`} onClick=${agree}>${yes}</button>
      <button type="button" class="button" data-first=${isDanger ? "" : undefined} onClick=${onClose}>${t("Not yet")}</button>
    </p>
  </${Dialog}>`;
}

/** "not connected". @param {Console} desk @param {string} id */
export function presenceWords(desk, id) {
  return PRESENCE[desk.presence[id] ?? "away"]?.words ?? t("not connected");
}

/** @param {{ desk: Console, id: string }} props */
export function Presence({ desk, id }) {
  const { icon } = PRESENCE[desk.presence[id] ?? "away"] ?? { icon: "○" };
  const words = presenceWords(desk, id);
  return html`<span class=${`presence presence--${desk.presence[id] ?? "away"}`}><span aria-hidden="true">${icon}</span> ${words}</span>`;
}

/** A name, or "Person 3" in the order people came. @param {Console} desk @param {string} id */
export function nameOf({ view }, id) {
  const place = Object.keys(view.people).indexOf(id) + 1;
  return view.names?.[id] || t("Person {number}", { number: place });
}

/** "1 min", "10 min", or nothing for an untimed step. @param {number} minutes */
export function minutesWords(minutes) {
  return minutes ? ` (${t("{n} min", { n: minutes })})` : "";
}
