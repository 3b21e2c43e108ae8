// The projector while people share: the picture of the one table, or a wall of counts for several.

import { html, useState } from "../markup.js";
import { Chronology, Picture, PictureList, PictureTable } from "../picture.js";
import { t } from "../words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */
/** @typedef {import("./screen").ShownTable} ShownTable */
/** @typedef {import("../types").Table} Table */

const TWINS = /** @type {Record<string, unknown>} */ ({ list: PictureList, table: PictureTable, time: Chronology });
const WAYS = { drawing: t("Drawing"), list: t("List"), table: t("Table"), time: t("By time") };

/** @param {{ view: ScreenView }} props */
export function Play({ view }) {
  const tables = Object.values(view.tables);
  // Before anybody shares, all tables look at the same family.
  const isBefore = view.agenda.phase.kind === "read" || view.agenda.phase.kind === "first_read";
  const only = tables.length === 1 || isBefore ? tables[0] : undefined;
  return only ? html`<${OnePicture} view=${view} table=${only} />` : html`<${Wall} tables=${tables} />`;
}

/** The drawing, or the same content in words. @param {{ view: ScreenView, table: ShownTable }} props */
export function OnePicture({ view, table }) {
  const [way, setWay] = useState("drawing");
  const given = { family: view.family, table: /** @type {Table} */ (table) };
  const Twin = TWINS[way];
  return html`<div class="play">
    <div class=${`play__picture${Twin ? " play__picture--words" : ""}`} tabindex=${Twin ? 0 : undefined}>
      ${Twin ? html`<${Twin} ...${given} />` : html`<${Picture} ...${given} size="large" />`}
    </div>
    <div class="play__ways" role="group" aria-label=${t("Show the picture as")}>
      ${Object.entries(WAYS).map(([id, words]) => html`<button key=${id} type="button" class="play__way"
        aria-pressed=${way === id} onClick=${() => setWay(id)}>${words}</button>`)}
    </div>
  </div>`;
}

/** Counts only: what lies on a table belongs to that table until the reveal. @param {{ tables: ShownTable[] }} props */
export function Wall({ tables }) {
  return html`<ul class="wall">
    ${tables.map((table) => html`<li key=${table.id} class="sheet wall__table">
      <h2>${t("Table {number}", { number: table.number })}</h2>
      <${WallCount} name=${t("facts on the table")} count=${table.counts.facts} of=${table.counts.facts_of} />
      <${WallCount} name=${t("connections found")} count=${table.counts.insights} of=${table.counts.insights_of} />
    </li>`)}
  </ul>`;
}

/** @param {{ name: string, count: number, of: number }} props */
function WallCount({ name, count, of }) {
  return html`<p class="wall__count"><strong class="numbers">${t("{n} of {of}", { n: count, of })}</strong> ${name}
    <progress class="meter" value=${count} max=${Math.max(of, 1)} aria-label=${name}>${t("{n} of {of}", { n: count, of })}</progress></p>`;
}
