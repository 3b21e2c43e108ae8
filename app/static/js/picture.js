// The shared picture of the family: for the projector, the phone and the report of what is on one table.

/** @import { Family, Table } from "./types" */
import { html, useEffect, useMemo, useRef, useState } from "./markup.js";
import { Genogram } from "./picture/genogram.js";
import { useSame } from "./picture/kept.js";
import { Key } from "./picture/key.js";
import { Chronology, FactItems, PictureColumns, PictureList, PictureTable } from "./picture/lists.js";
import { added, outline } from "./picture/outline.js";
import { places } from "./picture/places.js";
import { Sides } from "./picture/sides.js";
import { TimeStrip } from "./picture/time_strip.js";
import { drawingWords, personWords } from "./picture/words.js";
import { useZoom, ZoomButtons } from "./picture/zoom.js";
import { t, tn } from "./words.js";

export { Chronology, PictureColumns, PictureList, PictureTable, outline };

const SAY_EVERY_MS = 10_000;

/**
 * `size` "large": the projector's whole picture. "small": the drawing alone, to be zoomed and touched.
 *
 * @param {{ family: Family, table: Table, size?: "large" | "small" }} props
 */
export function Picture({ family, table, size = "large" }) {
  const content = useMemo(() => outline(family, table), [family, table]);
  const people = useSame(content.people);
  const roles = content.agencies.map((agency) => agency.id).join();
  const drawn = useMemo(() => places(family, people, content.agencies, size), [family, people, roles, size]);
  return size === "large"
    ? html`<div class="picture picture--large">
        <div class="picture__drawing"><${Genogram} ...${{ content, places: drawn, label: drawingWords(content),
          viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} /></div>
        <${Sides} content=${content} />
        <div class="picture__time"><${TimeStrip} content=${content} today=${family.today} /></div>
        <${Announcer} content=${content} />
      </div>`
    : html`<${SmallPicture} ...${{ table, content, drawn }} />`;
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
  return html`<div class="picture picture--small">
    <${PictureCounts} counts=${table.counts} />
    <div class="picture__drawing picture__drawing--touch" ...${zoom.handlers}>
      <${Genogram} ...${{ content, places: drawn, label: drawingWords(content), viewBox: zoom.viewBox, chosen, onChoose }} />
    </div>
    <${ZoomButtons} zoom=${zoom} />
    <div class="picture__chosen" aria-live="polite">
      ${person
        ? html`<h3>${personWords(person)}</h3><${FactsAbout} content=${content} person_id=${chosen} />`
        : html`<p class="quiet small">${t("Touch somebody to read what is known about them.")}</p>`}
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
      ${tn("{n} insight still to find", "{n} insights still to find", insights_left)}</p>`}
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

/** Says what was added, in one message at most every ten seconds. @param {{ content: import("./picture/outline.js").Outline }} props */
function Announcer({ content }) {
  const said = useRef(/** @type {typeof content | undefined} */ (undefined));
  const latest = useRef(content);
  const [words, setWords] = useState("");
  latest.current = content;
  useEffect(() => {
    said.current = latest.current;
    const timer = setInterval(() => {
      const { facts, insights } = added(said.current, latest.current);
      said.current = latest.current;
      if (!facts.length && !insights.length) return;
      const told = facts.slice(-3).map((fact) => `${fact.roleName}: ${fact.text}`);
      const found = insights.map((insight) => t("Insight found: {title}", { title: insight.title }));
      setWords([tn("{n} new fact.", "{n} new facts.", facts.length), ...told, ...found].join(" "));
    }, SAY_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="only-read" aria-live="polite">${words}</p>`;
}
