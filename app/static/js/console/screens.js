// What the projector shows: blank, held still, one table or all; and an address for a screen at each table.

import { html, useState } from "../parts/markup.js";
import { reached } from "./addresses.js";
import { CopyField, fetched, NO_ANSWER } from "./passing.js";
import { Standing } from "../parts/standing.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {{ number: number, url: string }} TableScreen */

/** @param {{ desk: Console }} props */
export function Screens({ desk }) {
  const { links } = desk;
  const tables = Object.values(desk.view.tables);
  return html`<section class="sheet">
    <h2 class="lead">${t("Screen")}</h2>
    <p class="small">${shownWords(desk)}</p>
    <${Stage} desk=${desk} />
    <p><a class="button button--wide" href=${reached(desk, links.screen)} target="_blank" rel="noopener">${t("Open the screen ↗")}</a></p>
    <details><summary class="small">${tables.length > 1 ? t("Its address, and one for each table") : t("Its address")}</summary>
      <${CopyField} label=${t("Address of the screen")} text=${reached(desk, links.screen)} />
      ${tables.length > 1 && html`<${TableScreens} desk=${desk} />`}
    </details>
  </section>`;
}

/** What everybody sees now. @param {Console} desk */
function shownWords({ view }) {
  const { table, blank, frozen } = view.lead.screen ?? {};
  if (blank) return t("The screen is blank: nobody sees anything.");
  if (frozen) return t("The screen is frozen: news waits.");
  const number = view.tables[table ?? ""]?.number;
  if (number) return isRevealed(view) ? t("The screen shows table {number}.", { number })
    : t("From the reveal on: table {number}. For now: this step.", { number });
  return t("The screen shows this step. Nothing on it is secret.");
}

/** Whether the agenda stands at the reveal, or beyond. @param {import("../facilitator").ConsoleView} view */
function isRevealed({ agenda }) {
  const place = Object.values(agenda.steps).findIndex((step) => step.kind === "reveal");
  return place >= 0 && agenda.step >= place;
}

/** @param {Console} desk @param {{ table_id?: string, is_blank?: boolean, is_frozen?: boolean, shows_threads?: boolean, shows_code?: boolean }} changed */
export function setScreen(desk, changed) {
  const { table, blank = false, frozen = false, threads = false, code = false } = desk.view.lead.screen ?? {};
  const { table_id, ...rest } = { table_id: table, is_blank: blank, is_frozen: frozen, shows_threads: threads, shows_code: code, ...changed };
  return desk.sending.send("screen", { type: "set_screen", ...rest, ...(table_id && { table_id }) });
}

/** @param {{ desk: Console }} props */
function Stage({ desk }) {
  const { table = "", blank = false, frozen = false, threads = false, code = false } = desk.view.lead.screen ?? {};
  const [wanted, setWanted] = useState("");
  const tables = Object.values(desk.view.tables);
  /** @param {Event} event */
  const show = async (event) => {
    event.preventDefault();
    if (await setScreen(desk, { table_id: wanted === "all" ? "" : wanted })) setWanted("");
  };
  return html`<div class="stack stack--close" role="group" aria-label=${t("What the screen shows")}>
    <div class="cluster">
      <button type="button" class="button" aria-pressed=${blank} onClick=${() => setScreen(desk, { is_blank: !blank })}>${t("Blank")}</button>
      <button type="button" class="button" aria-pressed=${frozen} onClick=${() => setScreen(desk, { is_frozen: !frozen })}>${t("Freeze")}</button>
      <button type="button" class="button" aria-pressed=${threads} onClick=${() => setScreen(desk, { shows_threads: !threads })}>${t("All threads")}</button>
      <button type="button" class="button" aria-pressed=${code} onClick=${() => setScreen(desk, { shows_code: !code })}>${t("Show the code")}</button>
    </div>
    ${tables.length > 1 && html`<form class="choose" onSubmit=${show} aria-label=${t("Which table the screen shows")}>
      <label class="field grow"><span class="field__note">${t("From the reveal on, show")}</span>
        <select class="field__box" value=${wanted || table || "all"} onChange=${(/** @type {any} */ event) => setWanted(event.currentTarget.value)}>
          <option value="all">${t("all tables")}</option>
          ${tables.map((one) => html`<option key=${one.id} value=${one.id}>${t("Table {number}", { number: one.number })}</option>`)}
        </select></label>
      <button class="button" aria-disabled=${!wanted || wanted === (table || "all")}>${t("Show it")}</button>
    </form>`}
    <${Standing} desk=${desk} subject="screen" />
  </div>`;
}

/** @param {{ desk: Console }} props */
function TableScreens({ desk }) {
  const [screens, setScreens] = useState(/** @type {TableScreen[]} */ ([]));
  const [flaw, setFlaw] = useState("");
  const ask = async () => {
    const answer = await fetched(desk, desk.links.screens, "GET");
    setScreens(answer?.tables ?? []);
    setFlaw(answer ? "" : NO_ANSWER);
  };
  if (screens.length) {
    return html`${screens.map(({ number, url }) => html`<${CopyField} key=${number} label=${t("Screen of table {number}", { number })}
      text=${reached(desk, url)} />`)}`;
  }
  return html`<p><button type="button" class="button" onClick=${ask}>${t("Addresses for each table")}</button></p>
    <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>`;
}
