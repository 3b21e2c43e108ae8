// What a table on paper agreed on after sharing: its one answer, typed in by who leads.

import { deskMay } from "../parts/allowed.js";
import { Standing } from "../parts/standing.js";
import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("./desk").Working} Working */

/** @param {{ desk: DutyDesk, work: Working }} props */
export function Answer({ desk, work }) {
  if (!deskMay(desk, "give_table_answer")) return null;
  const { reads } = desk.view.family;
  const subject = `answer:${work.table.id}`;
  const given = desk.view.desk.answers?.[work.table.id] ?? "";
  const chosen = desk.drafts.get(subject, given);
  /** @param {Event} event */
  const set = async (event) => {
    event.preventDefault();
    const wish = { type: "give_table_answer", option_id: chosen, seat_id: work.id };
    if (await desk.sending.send(subject, wish)) desk.drafts.clear([subject]);
  };
  return html`<form class="sheet stack stack--close" onSubmit=${set}>
    <h2>${t("Table {number}'s answer", { number: work.table.number })}</h2>
    <p class="quiet">${t("For a table without phones. The table sees the answer, never who set it.")}</p>
    <label class="field"><span class="field__label">${reads.ask}</span>
      <select class="field__box" required value=${chosen} onChange=${(/** @type {any} */ event) => desk.drafts.set(subject, event.currentTarget.value)}>
        <option value="">${t("Choose one")}</option>
        ${byOrder(reads.options).map(([id, { text }]) => html`<option key=${id} value=${id} selected=${id === chosen}>${text}</option>`)}
      </select></label>
    <p class="cluster"><button class="button">${given ? t("Change the answer") : t("Set the answer")}</button> <${Standing} desk=${desk}
      subject=${subject} /></p>
  </form>`;
}
