// The family as everybody will see it: the drawing at the start and at the end, and each hand as it is read.

/** @import { Desk } from "./authoring" */
import { html, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";
import { useDrawn } from "../picture/drawn.js";
import { Genogram } from "../picture/genogram.js";
import { drawingWords } from "../picture/words.js";

const NOTHING = { facts: 0, facts_of: 0, alone: 0, insights: 0, insights_of: 0 };
const EMPTY = { id: "preview", number: 1, seats: {}, facts: {}, links: {}, insights: {}, disputes: {}, asks: {}, counts: NOTHING };

/** @param {{ desk: Desk }} props */
export function DrawingPreview({ desk }) {
  const [isEnd, setEnd] = useState(false);
  const { preview } = desk.writing;
  if (!preview) return null;
  const table = /** @type {any} */ (isEnd ? { ...EMPTY, ...preview.end } : EMPTY);
  return html`<section class="stack" aria-labelledby="drawing-title"><h2 id="drawing-title">${t("As everybody sees it")}</h2>
    <div class="chips">${[[false, t("At the start")], [true, t("With every fact on the table")]].map(([end, called]) => html`<button type="button"
      class="chip"
      key=${called} aria-pressed=${end === isEnd} onClick=${() => setEnd(Boolean(end))}>${called}</button>`)}</div>
    <div class="picture picture--small"><div class="picture__drawing"><${Drawn} family=${preview.family} table=${table} /></div></div></section>`;
}

/** @param {{ family: import("../types").Family, table: import("../types").Table }} props */
function Drawn({ family, table }) {
  const { content, drawn } = useDrawn(family, table, "small");
  const viewBox = `0 0 ${drawn.scale.width} ${drawn.scale.height}`;
  return html`<${Genogram} ...${{ content, places: drawn, label: drawingWords(content), viewBox }} />`;
}

/** A role's hand: the full wording and the least, side by side. @param {{ desk: Desk, role: string }} props */
export function HandPreview({ desk, role }) {
  const facts = /** @type {any[]} */ (desk.writing.value?.facts ?? []).filter((one) => one?.held_by?.includes(role));
  return html`<section class="stack" aria-labelledby="hand-title"><h2 id="hand-title">${t("This hand, as it is read")}</h2>
    <ul class="stack authoring__hand" role="list">${facts.map((fact) => html`<li class="sheet authoring__card" key=${fact.id}>
      <p dir="auto">${fact.text}</p>${fact.minimum && html`<p dir="auto" class="authoring__least"><span
        class="quiet small">${t("The least that serves the purpose")}</span><br />${fact.minimum}</p>`}
      <p class="quiet small">${desk.told.words[`column.${fact.column}`] ?? ""} · ${fact.when ?? ""}</p></li>`)}</ul></section>`;
}
