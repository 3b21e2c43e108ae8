// The foot of the projector's picture: months side by side, each fact a mark in its month; last, what has no date.

/** @import { Outline, FactOnTable } from "./outline.js" */
import { html, useMemo } from "../parts/markup.js";
import { useKept } from "./kept.js";
import { shapePath } from "./shapes.js";
import { dayWords, MONTHS } from "../languages/days.js";
import { t, tn } from "../languages/words.js";

const MONTHS_SHOWN = 7;
const MONTHS_BEFORE = 5;
const ROWS = 4;
const COLUMNS_PER_SPAN = 3;
const STRIP = { width: 1880, height: 176, column: 60, mark: 30, gap: 3, base: 136, between: 8 };
/** On a mark: the shape of what the fact is, then the badge, with the room that two wide letters need. */
const SHAPE = { size: 14, x: 11 };
const BADGE_X = 20;

/**
 * @typedef {{ label: string, until: string, columns: number, x: number }} Span
 *   A stretch of time: its facts begin before the month `until`; `columns` of marks stand side by side.
 *   The last one holds what has no date.
 * @typedef {{ x: number, y: number, isShown: boolean, span: number }} StripPlace
 */

/**
 * The strip's stretches, oldest first: all that is older, some months together, then month by month up to today.
 *
 * @param {string} today  a day such as 2026-03-16
 * @returns {Span[]}
 */
export function spansUpTo(today) {
  const [year = 2000, month = 1] = today.split("-").map(Number);
  const now = year * 12 + month - 1;
  const from = now - MONTHS_SHOWN + 1;
  const together = `${monthName(from - MONTHS_BEFORE)}–${monthName(from - 1)}`; // the year stands beside it
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => {
    const count = from + index;
    const isNamed = index === 0 || count % 12 === 0;
    return { label: isNamed ? `${monthName(count)} ${Math.floor(count / 12)}` : monthName(count), until: monthKey(count + 1) };
  });
  months[MONTHS_SHOWN - 1] = { ...(months[MONTHS_SHOWN - 1] ?? { label: "" }), until: LAST };
  let x = 2;
  return [
    { label: t("earlier"), until: monthKey(from - MONTHS_BEFORE) },
    { label: together, until: monthKey(from) },
    ...months,
    { label: t("no date"), until: NEVER },
  ].map((span) => {
    const placed = { ...span, columns: COLUMNS_PER_SPAN, x };
    x += placed.columns * STRIP.column + STRIP.between;
    return placed;
  });
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
 * Where each fact stands: in its stretch of time, there by arrival, so that nobody ever moves.
 *
 * @param {FactOnTable[]} arrived  in the order in which they were revealed
 * @param {Span[]} spans
 * @returns {Map<string, StripPlace>}
 */
export function stripPlaces(arrived, spans) {
  const spanOf = spanFinder(spans);
  /** @type {number[]} */
  const counts = [];
  const places = new Map();
  for (const fact of arrived) {
    const span = spanOf(fact);
    const { columns, x } = spans[span] ?? { columns: 1, x: 0 };
    const place = counts[span] ?? 0;
    counts[span] = place + 1;
    places.set(fact.id, {
      x: x + (place % columns) * STRIP.column,
      y: STRIP.base - (Math.floor(place / columns) + 1) * (STRIP.mark + STRIP.gap) + STRIP.gap,
      isShown: place < columns * ROWS,
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
    const span = spans.findIndex((one) => month < one.until);
    found.set(fact, span);
    return span;
  };
}

/** @param {{ content: Outline, today: string }} props */
export function TimeStrip({ content, today }) {
  const keep = useKept();
  const spans = useMemo(() => spansUpTo(today), [today]);
  const places = stripPlaces(content.arrived, spans);
  /** @type {number[]} */
  const hidden = [];
  for (const at of places.values()) if (!at.isShown) hidden[at.span] = (hidden[at.span] ?? 0) + 1;
  const label = tn("Time strip with {n} dated fact, up to {today}", "Time strip with {n} dated facts, up to {today}", content.dated.length,
    { today: dayWords(today) });
  return html`<svg class="time-strip" viewBox=${`0 0 ${STRIP.width} ${STRIP.height}`} role="img" aria-label=${label}>
    ${spans.map((span, index) => keep(span.until, [span, hidden[index]], () =>
      html`<${SpanMark} key=${span.until} span=${span} hidden=${hidden[index] ?? 0} />`))}
    ${content.facts.length === 0 && html`<text class="time-strip__empty" x=${STRIP.width / 2} y=${STRIP.base / 2} text-anchor="middle">
      ${t("When it happened: each fact will stand in its month")}</text>`}
    ${content.facts.map((fact) => {
      const at = places.get(fact.id);
      if (!at?.isShown) return null;
      const [isNew, isDisputed] = [content.newest?.id === fact.id, content.disputed.has(fact.id)];
      return keep(fact.id, [fact, at.x, at.y, isNew, isDisputed], () => html`<${Mark} key=${fact.id} ...${{ fact, at, isNew, isDisputed }} />`);
    })}
  </svg>`;
}

/** @param {{ span: Span, hidden: number }} props */
function SpanMark({ span, hidden }) {
  const width = span.columns * STRIP.column - 4;
  const more = hidden ? `+${hidden}` : "";
  const size = Math.round(Math.min(27, width / ((span.label.length + more.length * 1.15 + 1) * 0.6)));
  return html`<g font-size=${size}>
    <line class="time-strip__axis" x1=${span.x} x2=${span.x + width} y1=${STRIP.base + 5} y2=${STRIP.base + 5} />
    <text class="time-strip__month" x=${hidden ? span.x : span.x + width / 2} y=${STRIP.base + 33}
      text-anchor=${hidden ? "start" : "middle"}>${span.label}</text>
    ${hidden > 0 && html`<text class="time-strip__more" x=${span.x + width} y=${STRIP.base + 33} text-anchor="end">${more}</text>`}
  </g>`;
}

/** @param {{ fact: FactOnTable, at: StripPlace, isNew: boolean, isDisputed: boolean }} props */
function Mark({ fact, at, isNew, isDisputed }) {
  const [width, middle] = [STRIP.column - 3, at.y + STRIP.mark / 2];
  const badge = width - BADGE_X - 3;
  const small = fact.letters.length > 2 ? " time-strip__letters--small" : "";
  return html`<g class=${`time-strip__mark${isNew ? " time-strip__mark--new" : ""}${isDisputed ? " time-strip__mark--disputed" : ""}`} data-fact=${fact.id}
    data-agency=${fact.colour}>
    <title>${fact.when ? `${dayWords(fact.when)}: ` : ""}${fact.text}</title>
    <rect class="time-strip__card" x=${at.x} y=${at.y} width=${width} height=${STRIP.mark} rx="6" />
    <path class=${`shape shape--${fact.column}`} d=${shapePath(fact.column, SHAPE.size, { x: at.x + SHAPE.x, y: middle })} />
    <rect class="time-strip__badge" x=${at.x + BADGE_X} y=${at.y + 3} width=${badge} height=${STRIP.mark - 6} rx="4" />
    <text class=${`time-strip__letters${small}`} x=${at.x + BADGE_X + badge / 2} y=${middle + 1} text-anchor="middle"
      dominant-baseline="central">${fact.letters}</text>
  </g>`;
}
