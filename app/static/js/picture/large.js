// The projector's whole picture: the newest fact, drawing, sides, time strip. Phones do not load it.

/** @import { Family, Table } from "../types" */
/** @import { Outline } from "./outline.js" */
import { html, useEffect, useMemo, useRef, useState } from "../parts/markup.js";
import { useDrawn } from "./drawn.js";
import { Genogram } from "./genogram.js";
import { useInTurn } from "./in_turn.js";
import { Moment } from "./moment.js";
import { Newest } from "./newest.js";
import { added } from "./outline.js";
import { Sides } from "./sides.js";
import { useTelling } from "./telling.js";
import { TimeStrip } from "./time_strip.js";
import { drawingWords } from "./words.js";
import { t, tn } from "../languages/words.js";

const SAY_EVERY_MS = 10_000;

/** @param {{ family: Family, table: Table, allThreads?: boolean }} props */
export function LargePicture({ family, table, allThreads = false }) {
  const { content, drawn } = useDrawn(family, table, "large");
  const told = useTelling(content);
  return html`<div class=${`picture picture--large${told.found ? " picture--found" : ""}`}>
    <div class="picture__newest"><${Newest} fact=${told.fact} content=${content} /></div>
    <div class="picture__drawing"><${Genogram} ...${{ content, places: drawn, label: drawingWords(content), told, allThreads,
      viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} /></div>
    <div class="picture__time"><${Below} content=${content} told=${told} today=${family.today} /></div>
    <${Beside} content=${content} told=${told} of=${table.counts.insights_of} />
    ${told.found && html`<${Moment} key=${told.found} content=${content} found=${told.found} />`}
    <${Announcer} content=${content} />
  </div>`;
}

const NONE = new Set();

/**
 * The same picture as it was at a moment: nothing is told anew, and what was said is there at once.
 * @param {{ family: Family, table: Table, found?: string, allThreads?: boolean }} props `found`: an insight of that moment
 */
export function PictureThen({ family, table, found, allThreads = false }) {
  const { content, drawn } = useDrawn(family, table, "large");
  const told = useMemo(() => ({ fact: content.newest, found: content.insights.some((one) => one.id === found) ? found : undefined,
    waiting: NONE, before: content.arrived.slice(0, -1).reverse() }), [content, found]);
  return html`<div class="picture picture--large">
    <div class="picture__newest"><${Newest} fact=${told.fact} content=${content} /></div>
    <div class="picture__drawing"><${Genogram} ...${{ content, places: drawn, label: drawingWords(content), told, allThreads,
      viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} /></div>
    <div class="picture__time"><${Below} content=${content} told=${told} today=${family.today} /></div>
    <${Beside} content=${content} told=${told} of=${table.counts.insights_of} />
  </div>`;
}

/** @param {{ content: Outline, told: ReturnType<typeof useTelling>, of: number }} props */
function Beside({ content, told, of }) {
  const shown = useInTurn(useMemo(() => ({ content, told, of }), [content, told, of]));
  return useMemo(() => html`<${Sides} content=${shown.content} before=${shown.told.before} counts=${{ insights_of: shown.of }} />`, [shown]);
}

/** @param {{ content: Outline, told: ReturnType<typeof useTelling>, today: string }} props */
function Below({ content, told, today }) {
  const shown = useInTurn(useMemo(() => ({ content, told }), [content, told]));
  return useMemo(() => html`<${TimeStrip} content=${shown.content} told=${shown.told} today=${today} />`, [shown, today]);
}

/** Says what was added, in one message at most every ten seconds. @param {{ content: Outline }} props */
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
      const told = facts.slice(-3).map((fact) => `${fact.short}: ${fact.text}`);
      const found = insights.map((insight) => t("Insight found: {title}", { title: insight.title }));
      setWords([tn("{n} new fact.", "{n} new facts.", facts.length), ...told, ...found].join(" "));
    }, SAY_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="only-read" aria-live="polite">${words}</p>`;
}
