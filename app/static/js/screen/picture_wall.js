// The wall of small pictures: each table's drawing, once all may see what lies on each.

import { html } from "../parts/markup.js";
import { useDrawn } from "../picture/drawn.js";
import { Genogram } from "../picture/genogram.js";
import { drawingWords } from "../picture/words.js";
import { t } from "../languages/words.js";

/** @typedef {import("./screen").ShownTable} ShownTable */
/** @typedef {import("../types").Family} Family */

/** On the wall nothing is read aloud. */
const NOTHING = {};

/** @param {{ family: Family, tables: ShownTable[] }} props */
export function PictureWall({ family, tables }) {
  return html`<ul class="wall wall--pictures" data-tables=${tables.length}>
    ${tables.map((table) => html`<${OneOfThem} key=${table.id} family=${family} table=${table} />`)}
  </ul>`;
}

/** @param {{ family: Family, table: ShownTable }} props */
function OneOfThem({ family, table }) {
  const { content, drawn } = useDrawn(family, /** @type {import("../types").Table} */ (table), "large");
  const { facts, facts_of, insights, insights_of } = table.counts;
  return html`<li class="sheet wall__table">
    <h2>${t("Table {number}", { number: table.number })}
      <span class="wall__figures numbers">${t("{facts} of {of} facts", { facts, of: facts_of })}, ${t("{insights} of {of} insights",
        { insights, of: insights_of })}</span></h2>
    <${Genogram} ...${{ content, places: drawn, label: drawingWords(content), told: NOTHING,
      viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} />
  </li>`;
}
