// The projector's whole picture: drawing, sides, time strip. Phones do not load it.

/** @import { Family, Table } from "../types" */
import { html, useEffect, useMemo, useRef, useState } from "../parts/markup.js";
import { useDrawn } from "./drawn.js";
import { Genogram } from "./genogram.js";
import { useInTurn } from "./in_turn.js";
import { added } from "./outline.js";
import { Sides } from "./sides.js";
import { TimeStrip } from "./time_strip.js";
import { drawingWords } from "./words.js";
import { t, tn } from "../languages/words.js";

const SAY_EVERY_MS = 10_000;

/** @param {{ family: Family, table: Table }} props */
export function LargePicture({ family, table }) {
  const { content, drawn } = useDrawn(family, table, "large");
  return html`<div class="picture picture--large">
    <div class="picture__drawing"><${Genogram} ...${{ content, places: drawn, label: drawingWords(content),
      viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} /></div>
    <${Beside} content=${content} />
    <div class="picture__time"><${Below} content=${content} today=${family.today} /></div>
    <${Announcer} content=${content} />
  </div>`;
}

/** The newest fact, then worries, strengths, the rest. @param {{ content: import("./outline.js").Outline }} props */
function Beside({ content }) {
  const told = [useInTurn(content), useInTurn(content), useInTurn(content), useInTurn(content)];
  return useMemo(() => html`<${Sides} told=${told} />`, told);
}

/** @param {{ content: import("./outline.js").Outline, today: string }} props */
function Below({ content, today }) {
  const told = useInTurn(content);
  return useMemo(() => html`<${TimeStrip} content=${told} today=${today} />`, [told, today]);
}

/** Says what was added, in one message at most every ten seconds. @param {{ content: import("./outline.js").Outline }} props */
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
