// The foot of the projector's picture: months side by side, each fact a button in its month; last, what has no date.

/** @import { Outline, FactOnTable } from "./outline.js" */
/** @import { Told } from "./genogram.js" */
import { html, useMemo } from "../parts/markup.js";
import { Button } from "./buttons.js";
import { useKept } from "./kept.js";
import { dayWords, MONTHS } from "../languages/days.js";
import { t, tn } from "../languages/words.js";

const MONTHS_SHOWN = 7;
const ROWS = 3;
/** So many places say how many more there are, where there are more than places. */
const COUNTED = 2;
const STRIP = { width: 1180, height: 136, pitch: 30, base: 96, between: 9 };
/** Its words, and about how wide a letter of them is, for one a unit high. */
const TEXT = { size: 28, letter: 0.56 };

/**
 * @typedef {{ label: string, until: string, columns: number, x: number, width: number }} Span
 *   A stretch of time: its facts begin before the month `until`; `columns` of buttons stand side by side.
 *   The last one holds what has no date.
 * @typedef {{ x: number, y: number, isShown: boolean, span: number }} StripPlace
 */

/**
 * The strip's stretches, oldest first: all that is older, then month by month up to today, then what has no date.
 *
 * @param {string} today  a day such as 2026-03-16
 * @returns {Span[]}
 */
export function spansUpTo(today) {
  const [year = 2000, month = 1] = today.split("-").map(Number);
  const now = year * 12 + month - 1;
  const from = now - MONTHS_SHOWN + 1;
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => {
    const count = from + index;
    const isNamed = count % 12 === 0 || (index === 0 && now % 12 >= MONTHS_SHOWN - 1);
    return { label: isNamed ? `${monthName(count)} ${Math.floor(count / 12)}` : monthName(count), until: monthKey(count + 1) };
  });
  months[MONTHS_SHOWN - 1] = { ...(months[MONTHS_SHOWN - 1] ?? { label: "" }), until: LAST };
  const all = [{ label: t("earlier"), until: monthKey(from) }, ...months, { label: t("no date"), until: NEVER }];
  const width = (STRIP.width - STRIP.between * (all.length - 1)) / all.length;
  return all.map((span, place) => ({
    ...span, width, columns: Math.floor(width / STRIP.pitch), x: Math.round(place * (width + STRIP.between)),
  }));
}

const LAST = "9999";
const NEVER = "never";

/** @param {number} count  months since the year 0 */
function monthName(count) {
  return MONTHS[count % 12] ?? "";
}

/** @param {number} count */
function monthKey(count) {
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/**
 * Where each fact stands: in its stretch of time, there by arrival, so that nobody ever moves. What has no place is counted.
 *
 * @param {FactOnTable[]} arrived  in the order in which they were revealed
 * @param {Span[]} spans
 * @returns {Map<string, StripPlace>}
 */
export function stripPlaces(arrived, spans) {
  const spanOf = spanFinder(spans);
  /** @type {number[]} */
  const totals = [];
  /** @type {number[]} */
  const counts = [];
  for (const fact of arrived) totals[spanOf(fact)] = (totals[spanOf(fact)] ?? 0) + 1;
  const places = new Map();
  for (const fact of arrived) {
    const span = spanOf(fact);
    const { columns, x } = spans[span] ?? { columns: 1, x: 0 };
    const place = counts[span] ?? 0;
    counts[span] = place + 1;
    places.set(fact.id, {
      x: x + (place % columns + 0.5) * STRIP.pitch,
      y: STRIP.base - (Math.floor(place / columns) + 0.5) * STRIP.pitch - 3,
      isShown: place < ((totals[span] ?? 0) > columns * ROWS ? columns * ROWS - COUNTED : columns * ROWS),
      span,
    });
  }
  return places;
}

/** @type {WeakMap<Span[], WeakMap<FactOnTable, number>>} */
const FOUND = new WeakMap();

/** Each fact is looked up once. @param {Span[]} spans @returns {(fact: FactOnTable) => number} */
function spanFinder(spans) {
  const found = FOUND.get(spans) ?? new WeakMap();
  FOUND.set(spans, found);
  return (fact) => {
    const before = found.get(fact);
    if (before !== undefined) return before;
    const month = (fact.first ?? fact.when ?? LAST).slice(0, 7);
    const isDated = Boolean(fact.first ?? fact.when);
    const span = isDated ? spans.findIndex((one) => month < one.until) : spans.length - 1;
    found.set(fact, span);
    return span;
  };
}

/** @param {{ content: Outline, told: Told, today: string }} props */
export function TimeStrip({ content, told, today }) {
  const keep = useKept();
  const spans = useMemo(() => spansUpTo(today), [today]);
  const places = stripPlaces(content.arrived, spans);
  const inFound = new Set(content.insights.find((insight) => insight.id === told.found)?.facts.split(","));
  /** @type {number[]} */
  const hidden = [];
  for (const at of places.values()) if (!at.isShown) hidden[at.span] = (hidden[at.span] ?? 0) + 1;
  const label = tn("Time strip with {n} dated fact, up to {today}", "Time strip with {n} dated facts, up to {today}", content.dated.length,
    { today: dayWords(today) });
  /** @param {FactOnTable} fact @returns {import("./buttons.js").Standing} */
  const standingOf = (fact) => {
    if (inFound.has(fact.id)) return "found";
    if (told.waiting?.has(fact.id)) return "waiting";
    return !told.found && told.fact?.id === fact.id ? "newest" : "sewn";
  };
  return html`<svg class=${`time-strip${told.found ? " time-strip--found" : ""}`} viewBox=${`0 0 ${STRIP.width} ${STRIP.height}`}
    role="img" aria-label=${label}>
    ${spans.map((span, index) => keep(span.until, [span, hidden[index]], () =>
      html`<${SpanMark} key=${span.until} span=${span} hidden=${hidden[index] ?? 0} />`))}
    ${content.facts.length === 0 && html`<text class="time-strip__empty" x=${STRIP.width / 2} y=${STRIP.base / 2} text-anchor="middle">
      ${t("When it happened: each fact will go in its month")}</text>`}
    ${content.facts.map((fact) => {
      const at = places.get(fact.id);
      if (!at?.isShown) return null;
      const [standing, isDisputed] = [standingOf(fact), content.disputed.has(fact.id)];
      return keep(fact.id, [fact, at.x, at.y, standing, isDisputed], () => html`<${Button} key=${fact.id}
        ...${{ fact, at, pitch: STRIP.pitch, standing, isDisputed, words: `${fact.when ? `${dayWords(fact.when)}: ` : ""}${fact.text}` }} />`);
    })}
  </svg>`;
}

/** @param {{ span: Span, hidden: number }} props */
function SpanMark({ span, hidden }) {
  const size = Math.round(Math.min(TEXT.size, span.width / (span.label.length * TEXT.letter)));
  return html`<g>
    <line class="time-strip__axis" x1=${span.x} x2=${span.x + span.width} y1=${STRIP.base + 3} y2=${STRIP.base + 3} />
    <text class="time-strip__month" x=${span.x} y=${STRIP.base + 33} font-size=${size}>${span.label}</text>
    ${hidden > 0 && html`<text class="time-strip__more" x=${span.x + (span.columns - COUNTED) * STRIP.pitch} y=${STRIP.base - (ROWS - 0.5) * STRIP.pitch - 3}
      dominant-baseline="central" font-size="26">${`+${hidden}`}</text>`}
  </g>`;
}
