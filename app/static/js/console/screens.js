// What the projector shows: blank, held still, one table or all; and an address for a screen at each table.

import { html, useState } from "../markup.js";
import { CopyField, fetched, NO_ANSWER } from "./passing.js";
import { Standing } from "./parts.js";
import { t } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {{ number: number, url: string }} TableScreen */

/** @param {{ desk: Desk }} props */
export function Screens({ desk }) {
  const { links } = desk;
  const tables = Object.values(desk.view.tables);
  return html`<section class="sheet">
    <h2 class="lead">${t("Screen")}</h2>
    <p class="small">${shownWords(desk)}</p>
    <${Stage} desk=${desk} />
    <p><a class="button button--wide" href=${links.screen} target="_blank" rel="noopener">${t("Open the screen ↗")}</a></p>
    <details><summary class="small">${tables.length > 1 ? t("Its address, and one for each table") : t("Its address")}</summary>
      <${CopyField} label=${t("Address of the screen")} text=${links.screen} />
      ${tables.length > 1 && html`<${TableScreens} desk=${desk} />`}
    </details>
  </section>`;
}

/** What everybody sees now. @param {Desk} desk */
export function shownWords({ view }) {
  const { table, blank, frozen } = view.lead.screen ?? {};
  if (blank) return t("The screen is blank: nobody sees anything.");
  if (frozen) return t("The screen holds still: news waits.");
  if (table && view.tables[table]) return t("The screen shows table {number}.", { number: view.tables[table].number });
  return t("The screen shows this step. Nothing on it is secret.");
}

/** @param {{ desk: Desk }} props */
function Stage({ desk }) {
  const { table, blank = false, frozen = false } = desk.view.lead.screen ?? {};
  const tables = Object.values(desk.view.tables);
  /** @param {{ table_id?: string, is_blank?: boolean, is_frozen?: boolean }} changed */
  const set = (changed) => {
    const { table_id, ...rest } = { table_id: table, is_blank: blank, is_frozen: frozen, ...changed };
    return desk.sending.send("screen", { type: "set_screen", ...rest, ...(table_id && { table_id }) });
  };
  return html`<div class="stack stack--close" role="group" aria-label=${t("What the screen shows")}>
    <div class="cluster">
      <button type="button" class="button" aria-pressed=${blank} onClick=${() => set({ is_blank: !blank })}>${t("Blank")}</button>
      <button type="button" class="button" aria-pressed=${frozen} onClick=${() => set({ is_frozen: !frozen })}>${t("Hold still")}</button>
    </div>
    ${tables.length > 1 && html`<label class="field"><span class="field__note">${t("From the reveal on, show")}</span>
      <select class="field__box" value=${table ?? ""} onChange=${(/** @type {any} */ event) => set({ table_id: event.currentTarget.value })}>
        <option value="" selected=${!table}>${t("all tables")}</option>
        ${tables.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === table}>${t("Table {number}", { number: one.number })}</option>`)}
      </select></label>`}
    <${Standing} desk=${desk} subject="screen" />
  </div>`;
}

/** @param {{ desk: Desk }} props */
function TableScreens({ desk }) {
  const [screens, setScreens] = useState(/** @type {TableScreen[]} */ ([]));
  const [flaw, setFlaw] = useState("");
  const ask = async () => {
    const answer = await fetched(desk, desk.links.screens, "GET");
    setScreens(answer?.tables ?? []);
    setFlaw(answer ? "" : NO_ANSWER);
  };
  if (screens.length) {
    return html`${screens.map(({ number, url }) => html`<${CopyField} key=${number} label=${t("Screen of table {number}", { number })} text=${url} />`)}`;
  }
  return html`<p><button type="button" class="button" onClick=${ask}>${t("Addresses for each table")}</button></p>
    <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>`;
}
