// The facts that somebody has chosen to link: from the list, from a fact in hand, or from the drawing.

import { html } from "../parts/markup.js";
import { phoneMay } from "../parts/allowed.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

export const MOST_LINKED = 6;
const DRAFT = "link:facts";

/** What is chosen under a draft and lies on the table. @param {Phone} phone @param {string} draft @returns {string[]} */
export function chosenFacts(phone, draft = DRAFT) {
  return phone.drafts.get(draft, /** @type {string[]} */ ([])).filter((id) => phone.table?.facts[id]);
}

/** @param {Phone} phone @param {string} id @param {string} draft */
export function toggleFact(phone, id, draft = DRAFT) {
  const chosen = chosenFacts(phone, draft);
  phone.drafts.set(draft, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
}

/** Choose this fact to be linked, or no longer. @param {{ phone: Phone, id: string }} props */
export function LinkThis({ phone, id }) {
  if (!phoneMay(phone, "link_facts")) return null;
  const chosen = chosenFacts(phone);
  const isChosen = chosen.includes(id);
  return html`<button type="button" class="button button--plain link-this" aria-pressed=${isChosen}
    disabled=${!isChosen && chosen.length >= MOST_LINKED} onClick=${() => toggleFact(phone, id)}>${isChosen
      ? t("✓ Chosen to link") : t("Link this with…")}</button>`;
}
