// What the people in the workshop will do: read back, and written down for those who say it aloud.

import { deskMay } from "./allowed.js";
import { newId } from "../wire/ids.js";
import { actionOf, situationOf } from "./if_then.js";
import { html } from "./markup.js";
import { dayWords } from "../languages/days.js";
import { Standing } from "./standing.js";
import { marked, t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const TEXT_LENGTH = 280;
const FIELDS = [
  { name: "situation", label: t("If …"), isNeeded: true },
  { name: "action", label: t("then …"), isNeeded: true },
  { name: "owner", label: t("Who"), isNeeded: true },
  { name: "check", label: t("How we will know"), isNeeded: false },
];
const DRAFTS = ["commitment:barrier", "commitment:due", ...FIELDS.map(({ name }) => `commitment:${name}`)];

/** @param {{ desk: Console }} props */
export function Commitments({ desk }) {
  const entries = Object.entries(desk.view.moderation.commitments ?? {}).sort(([, one], [, other]) => one.order - other.order);
  const isOpen = deskMay(desk, "make_commitment");
  return html`<div class="stack"><h2>${t("Commitments ({n})", { n: entries.length })}</h2>
    <ul class="barriers">
      ${entries.map(([id, one]) => html`<li key=${id} class="sheet">
        <p class="barrier__text" dir="auto">${marked(t("If {situation}, then {action}."),
          { situation: one.situation, action: html`<strong>${one.action}</strong>` })}</p>
        <p class="small" dir="auto"><strong>${one.owner}</strong>${one.due && `, ${t("by {day}", { day: dayWords(one.due) })}`}</p>
        ${one.check && html`<p class="quiet small" dir="auto">${t("We will know: {check}", { check: one.check })}</p>`}
        ${isOpen && html`<p class="cluster"><button type="button" class="button" onClick=${() =>
          desk.sending.send(`commitment:${id}`, { type: "drop_commitment", commitment_id: id })}>${t("Remove it")}</button>
          <${Standing} desk=${desk} subject=${`commitment:${id}`} /></p>`}
      </li>`)}
    </ul>
    ${isOpen && html`<${NewCommitment} desk=${desk} />`}
  </div>`;
}

/** @param {{ desk: Console }} props */
function NewCommitment({ desk }) {
  /** @param {string} name */
  const typed = (name) => desk.drafts.get(`commitment:${name}`, "");
  /** @param {any} event */
  const keep = (event) => desk.drafts.set(`commitment:${event.currentTarget.name}`, event.currentTarget.value);
  /** @param {Event} event */
  const save = async (event) => {
    event.preventDefault();
    const texts = {
      situation: situationOf(typed("situation")),
      action: actionOf(typed("action")),
      owner: typed("owner"),
      check: typed("check"),
    };
    const chosen = { ...(typed("barrier") && { barrier_id: typed("barrier") }), ...(typed("due") && { due: typed("due") }) };
    const wish = { type: "make_commitment", commitment_id: newId(), ...texts, ...chosen };
    if (await desk.sending.send("commitment", wish)) desk.drafts.clear(DRAFTS);
  };
  return html`<form class="sheet stack" onSubmit=${save} aria-label=${t("Add a commitment")}>
    <h3>${t("Add one")}</h3>
    <label class="field"><span class="field__label">${t("Which barrier it tackles")} <span class="quiet">${t("(optional)")}</span></span>
      <select class="field__box" name="barrier" value=${typed("barrier")} onChange=${keep}>
        <option value="">${t("None in particular")}</option>
        ${Object.entries(desk.view.moderation.barriers ?? {}).filter(([, one]) => !one.hidden).map(([id, one]) =>
          html`<option key=${id} value=${id} selected=${id === typed("barrier")}>${one.text}</option>`)}
      </select></label>
    ${FIELDS.map(({ name, label, isNeeded }) => html`<label key=${name} class="field"><span class="field__label">${label}</span>
      <input class="field__box" name=${name} value=${typed(name)} required=${isNeeded} maxlength=${TEXT_LENGTH} dir="auto"
        onInput=${keep} /></label>`)}
    <label class="field"><span class="field__label">${t("By when")} <span class="quiet">${t("(optional)")}</span></span>
      <input class="field__box field__box--date" type="date" name="due" value=${typed("due")} onInput=${keep} />
      <span class="field__note">${typed("due") ? "" : t("No day chosen")}</span></label>
    <p class="cluster"><button class="button button--primary">${t("Add this commitment")}</button>
      <${Standing} desk=${desk} subject="commitment" /></p>
  </form>`;
}
