// What is told of links: to the table that one came close, and in the report what people wrote beside them.

import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { Standing } from "../parts/standing.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const SUBJECT = "telling";
const WISHED = "telling:wished";

/** @param {{ desk: Console }} props */
export function Hints({ desk }) {
  const { telling: told, closed } = desk.view.lead;
  if (!told) return null;
  // A box shows what was wished at once, and what is so as soon as the answer is there.
  const telling = { ...told, ...desk.drafts.get(WISHED, {}) };
  /** @param {Partial<typeof told>} changed */
  const set = async (changed) => {
    const wish = { ...telling, ...changed };
    desk.drafts.set(WISHED, wish);
    await desk.sending.send(SUBJECT, { type: "set_telling", ...wish });
    desk.drafts.clear([WISHED]);
  };
  return html`<details class="sheet hints">
    <summary>${t("What is told of links")}</summary>
    <div class="stack">
      ${!closed && html`<${Choice} checked=${telling.near_misses} onSet=${(/** @type {boolean} */ near_misses) => set({ near_misses })}
        label=${t("Tell a table when a link comes close")}
        note=${CLOSE_SAYS} />`}
      <${Choice} checked=${telling.lines_in_report} onSet=${(/** @type {boolean} */ lines_in_report) => set({ lines_in_report })}
        label=${t("Leave what people wrote beside their links in the report")}
        note=${t("Read it first: it may hold words that were meant for the table only.")} />
      <${Lines} desk=${desk} />
      <${Standing} desk=${desk} subject=${SUBJECT} />
    </div>
  </details>`;
}

const CLOSE_SAYS =
  t("The table reads “close: something on the table belongs here, too”. It never says what. Nothing is said while a fact is still in a hand.");

/** @param {{ checked: boolean, label: string, note: string, onSet: (checked: boolean) => void }} props */
function Choice({ checked, label, note, onSet }) {
  return html`<label class="choice"><input type="checkbox" checked=${checked}
      onChange=${(/** @type {any} */ event) => onSet(event.currentTarget.checked)} />
    <span class="grow">${label}<br /><span class="quiet small">${note}</span></span></label>`;
}

/** Every line, so that it can be read before it is left in. @param {{ desk: Console }} props */
function Lines({ desk }) {
  const tables = Object.values(desk.view.tables);
  const lines = tables.flatMap((table) => byOrder(table.links ?? {}).map(([, link]) => link.line).filter(Boolean));
  if (!lines.length) return html`<p class="quiet">${t("Nothing has been written beside a link.")}</p>`;
  return html`<details class="fold"><summary>${tn("{n} line beside a link", "{n} lines beside links", lines.length)}</summary>
    <ul>${lines.map((line, place) => html`<li key=${place} dir="auto">“${line}”</li>`)}</ul></details>`;
}
