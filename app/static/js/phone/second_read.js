// After sharing: the own judgement again, in private; then the one answer of the table.

import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { Choices, isOnItsWay, Send, Standing } from "./fields.js";
import { beginningWith, ReadForm, SAVED } from "./reads.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const OWN = "second_read";
const SKIPPED = `${OWN}:skipped`;
const AGAIN = `${OWN}:again`;
const CHOSEN = "table_answer:option";

/** @param {{ phone: Phone }} props */
export function SecondRead({ phone }) {
  const { mine, seat } = phone.view;
  if (mine.observer || !seat) return html`<${ReadForm} phone=${phone} which=${OWN} />`;
  const isGiven = Boolean(mine.second_read) || isOnItsWay(phone, OWN);
  const isChanging = phone.drafts.get(AGAIN, false);
  if (isChanging || !(isGiven || phone.drafts.get(SKIPPED, false))) return html`<${Own} phone=${phone} isChanging=${isChanging} />`;
  return html`
    <div class="stack">
      <${TableAnswer} phone=${phone} answer=${seat.table_answer ?? ""} />
      <${Standing} phone=${phone} subject=${OWN} saved=${SAVED} />
      <button type="button" class="button button--wide" onClick=${() => phone.drafts.set(AGAIN, true)}>
        ${isGiven ? t("Change my own answer") : t("Give my own answer after all")}</button>
    </div>
  `;
}

/** @param {{ phone: Phone, isChanging: boolean }} props */
function Own({ phone, isChanging }) {
  const leave = () => {
    phone.drafts.set(AGAIN, false);
    phone.drafts.set(SKIPPED, true);
  };
  return html`
    <div class="stack">
      <${ReadForm} phone=${phone} which=${OWN} used=${[AGAIN]} />
      <button type="button" class="button button--wide" onClick=${leave}>
        ${isChanging ? t("Back to our table's answer") : t("Skip my own answer")}</button>
    </div>
  `;
}

/** @param {{ phone: Phone, answer: string }} props */
function TableAnswer({ phone, answer }) {
  const { reads } = phone.view.family;
  const chosen = phone.drafts.get(CHOSEN, answer);
  const set = () => phone.send("table_answer", { type: "give_table_answer", option_id: chosen }, [CHOSEN]);
  const missing = chosen ? (chosen === answer ? t("To change it, choose another.") : "") : t("Choose what your table says.");
  return html`
    <section class="stack" aria-labelledby="table-answer">
      <h2 id="table-answer">${t("Your table's answer")}</h2>
      <p>${t("Agree aloud on one answer. Anyone at your table can set it. The last one counts, and nobody sees who set it.")}</p>
      <p class=${answer ? "notice notice--done" : "notice"} role="status"><span>${answer
        ? t("Your table says: {answer}", { answer: reads.options[answer]?.text ?? "" })
        : t("Your table hasn't answered yet.")}</span></p>
      <${Choices} phone=${beginningWith(phone, { [CHOSEN]: answer })} draft=${CHOSEN} legend=${reads.ask}
        options=${byOrder(reads.options).map(([id, { text }]) => ({ id, name: text }))} />
      <${Send} phone=${phone} subject="table_answer" label=${answer ? t("Change our answer") : t("Set our answer")} missing=${missing} onPress=${set} />
    </section>
  `;
}
