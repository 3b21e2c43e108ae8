// The shared picture of the family, as the phone shows it, and what phone and projector share of it.

/** @import { Family, Table } from "./types" */
import { html, useMemo, useState } from "./parts/markup.js";
import { cells } from "./picture/cells.js";
import { useDrawn } from "./picture/drawn.js";
import { Genogram } from "./picture/genogram.js";
import { Key } from "./picture/key.js";
import { Chronology, FactItems, PictureList, PictureTable } from "./picture/lists.js";
import { outline } from "./picture/outline.js";
import { targetOf } from "./picture/person_mark.js";
import { drawingWords, personWords } from "./picture/words.js";
import { useZoom, ZoomButtons } from "./picture/zoom.js";
import { t, tn } from "./languages/words.js";

export { Chronology, PictureList, PictureTable, outline };

/**
 * The drawing alone, to be zoomed and touched. The projector's whole picture is picture/large.js.
 *
 * @param {{ family: Family, table: Table }} props
 */
export function Picture({ family, table }) {
  const { content, drawn } = useDrawn(family, table, "small");
  return html`<${SmallPicture} ...${{ table, content, drawn }} />`;
}

/**
 * @param {{ table: Table, content: import("./picture/outline.js").Outline,
 *   drawn: import("./picture/places.js").Places }} props
 */
function SmallPicture({ table, content, drawn }) {
  const [chosen, setChosen] = useState("");
  const zoom = useZoom(drawn.scale);
  const person = content.people.find((one) => one.id === chosen);
  /** @param {string} id */
  const choose = (id) => setChosen((before) => (id === before ? "" : id));
  const onChoose = useMemo(() => choose, []);
  /** Whoever is come upon by keyboard is in sight, also in an enlarged drawing. @param {FocusEvent} event */
  const onFocus = ({ target }) => {
    if (!(target instanceof Element) || !target.matches(":focus-visible")) return;
    const id = target.closest("[data-person]")?.getAttribute("data-person") ?? "";
    const [at, cell] = [drawn.people[id], cells(content.people, drawn)[id]];
    if (at && cell) zoom.show(targetOf(cell, at, drawn.scale));
  };
  return html`<div class="picture picture--small">
    <${PictureCounts} counts=${table.counts} />
    <div class="picture__drawing picture__drawing--touch" onFocusCapture=${onFocus} ...${zoom.handlers}>
      <${Genogram} ...${{ content, places: drawn, label: drawingWords(content), viewBox: zoom.viewBox, chosen, onChoose }} />
    </div>
    <${ZoomButtons} zoom=${zoom} />
    <div class="picture__chosen" aria-live="polite">
      ${person
        ? html`<h3>${personWords(person)}</h3><${FactsAbout} content=${content} person_id=${chosen} />`
        : html`<p class="quiet small">${t("Tap somebody to read what is known about them.")}</p>`}
    </div>
    <${Key} content=${content} />
  </div>`;
}

/** @param {{ content: import("./picture/outline.js").Outline, person_id: string }} props */
function FactsAbout({ content, person_id }) {
  const facts = content.facts.filter((fact) => fact.people.includes(person_id));
  return facts.length
    ? html`<${FactItems} facts=${facts} content=${content} within=${person_id} />`
    : html`<p class="quiet">${t("Nothing on the table yet.")}</p>`;
}

/**
 * "Facts on the table 15 of 46, insights 3 of 8".
 *
 * @param {{ counts: Partial<Table["counts"]> | undefined }} props
 */
export function PictureCounts({ counts }) {
  const { facts = 0, facts_of, insights = 0, insights_of, insights_left } = counts ?? {};
  return html`<div class="picture-counts">
    <${Count} ...${{ name: t("Facts on the table"), count: facts, of: facts_of, kind: "facts" }} />
    <${Count} ...${{ name: t("Insights found"), count: insights, of: insights_of, kind: "insights" }} />
    ${insights_left !== undefined && insights_left > 0 && html`<p class="picture-counts__left">
      ${tn("{n} insight left to find", "{n} insights left to find", insights_left)}</p>`}
  </div>`;
}

/** @param {{ name: string, count: number, of?: number, kind: string }} props */
function Count({ name, count, of, kind }) {
  const words = of === undefined ? `${count}` : t("{n} of {of}", { n: count, of });
  return html`<p class=${`picture-count picture-count--${kind}`}>
    <span class="picture-count__name">${name}</span> <strong class="picture-count__number">${words}</strong>
    ${of !== undefined && of > 0 && html`<progress class="meter" value=${count} max=${of} aria-label=${name}>${words}</progress>`}
  </p>`;
}
