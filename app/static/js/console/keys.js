// The console by keyboard: a key presses the button that carries it, so that both always do the same.

import { html, useLayoutEffect, useState } from "../parts/markup.js";
import { Dialog } from "../parts/dialog.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const SWITCH = "keys";
const KEYS = [
  { key: "n", shown: "n", words: t("Start the next step (you're asked first, unless everybody is done)") },
  { key: "b", shown: "b", words: t("Go one step back (you're asked first)") },
  { key: "u", shown: "u", words: t("Undo the last move, while you can") },
  { key: "p", shown: "p", words: t("Pause, or resume") },
  { key: "+", shown: "+", words: t("One minute more") },
  { key: "-", shown: "−", words: t("One minute less") },
  { key: "/", shown: "/", words: t("Find a person or a seat") },
  { key: "?", shown: "?", words: t("Show these shortcuts") },
];
const SAME = /** @type {Record<string, string>} */ ({ "=": "+", "−": "-", "_": "-" });

/**
 * The key that an event means, or nothing: while somebody types, a dialog asks, or another key is held down,
 * no key does anything.
 *
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, isComposing: boolean, repeat: boolean }} event
 * @param {{ isTyping: boolean, isAsked: boolean }} page
 * @returns {string}
 */
export function keyOf(event, { isTyping, isAsked }) {
  if (isTyping || isAsked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : "";
  const meant = SAME[key] ?? key;
  return KEYS.some((one) => one.key === meant) ? meant : "";
}

/** Whether keys go into this element as letters. @param {Element | null} element */
function takesLetters(element) {
  return Boolean(element?.closest("input, textarea, select, [contenteditable]"));
}

/** Listens for the keys, and shows which there are. @param {{ desk: Console }} props */
export function Keys({ desk }) {
  const [isShown, setShown] = useState(false);
  const isOn = desk.drafts.get(SWITCH, true);
  useLayoutEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (!desk.drafts.get(SWITCH, true)) return;
      const page = { isTyping: takesLetters(document.activeElement), isAsked: document.querySelector("dialog[open]") !== null };
      const key = keyOf(event, page);
      const goal = key && document.querySelector(`[data-key="${key}"]`);
      if (!(goal instanceof HTMLElement) || goal.closest("[inert]")) return;
      event.preventDefault();
      goal.focus();
      if (!takesLetters(goal)) goal.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [desk.drafts]);
  return html`<button type="button" class="button button--plain small" data-key="?" onClick=${() => setShown(true)}>${t("Shortcuts")} <kbd
    aria-hidden="true">?</kbd></button>
    ${isShown && html`<${Dialog} title=${t("Shortcuts")} onClose=${() => setShown(false)}>
      <dl class="keys">
        ${KEYS.map(({ key, shown, words }) => html`<div key=${key}><dt><kbd>${shown}</kbd></dt><dd>${words}</dd></div>`)}
        <div><dt><kbd>Esc</kbd></dt><dd>${t("Close a question without choosing")}</dd></div>
      </dl>
      <label class="cluster"><input type="checkbox" checked=${isOn}
        onChange=${(/** @type {any} */ event) => desk.drafts.set(SWITCH, event.currentTarget.checked)} />
        <span>${t("Use these shortcuts on this device")}</span></label>
      <p class="quiet small">${t("Shortcuts are off while you type.")}</p>
      <p><button type="button" class="button button--primary" onClick=${() => setShown(false)}>${t("Close")}</button></p>
    </${Dialog}>`}`;
}
