// The foot of the projector's picture: months side by side, each dated fact a mark in its month.

/** @import { Outline, FactOnTable } from "./outline.js" */
import { html } from "../markup.js";
import { shapePath } from "./shapes.js";
import { MONTHS, dayWords } from "./words.js";

const MONTHS_SHOWN = 24;
const STRIP = { width: 1880, height: 178, month: 70, mark: 34, gap: 4, base: 138 };
/** The place of what is older than the months needs room for its word. */
const FIRST = 30;
const MOST_STACKED = 3;

/**
 * The months of the strip up to `today`, oldest first; before them one place for all that is older.
 *
 * @param {string} today  a day such as 2026-03-16
 * @returns {string[]} such as 2024-04
 */
export function monthsUpTo(today) {
  const [year = 2000, month = 1] = today.split("-").map(Number);
  return Array.from({ length: MONTHS_SHOWN }, (_, index) => {
    const count = year * 12 + month - MONTHS_SHOWN + index;
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
  });
}

/**
 * Where each dated fact stands: its place from the left (0 is "earlier") and its level from the foot, by arrival.
 *
 * @param {FactOnTable[]} dated
 * @param {string[]} months
 * @returns {Map<string, { place: number, level: number }>}
 */
export function stripPlaces(dated, months) {
  /** @type {number[]} */
  const heights = [];
  const places = new Map();
  for (const fact of [...dated].sort((one, other) => one.order - other.order)) {
    const place = months.indexOf((fact.first ?? fact.when ?? "").slice(0, 7)) + 1;
    const level = heights[place] ?? 0;
    heights[place] = level + 1;
    places.set(fact.id, { place, level });
  }
  return places;
}

/** @param {{ content: Outline, today: string }} props */
export function TimeStrip({ content, today }) {
  const months = monthsUpTo(today);
  const places = stripPlaces(content.dated, months);
  const heights = countPlaces([...places.values()]);
  const label = `Time strip: ${content.dated.length} facts with a date, ${dayWords(months[0])} to ${dayWords(today)}`;
  return html`<svg class="time-strip" viewBox=${`0 0 ${STRIP.width} ${STRIP.height}`} role="img" aria-label=${label}>
    <line class="time-strip__axis" x1="0" x2=${STRIP.width} y1=${STRIP.base + 4} y2=${STRIP.base + 4} />
    <text class="time-strip__month" x=${middleOf(0)} y=${STRIP.base + 32} text-anchor="middle">earlier</text>
    ${months.map((month, index) => html`<${Month} key=${month} month=${month} place=${index + 1} />`)}
    ${content.dated.map((fact) => {
      const at = places.get(fact.id);
      return at && at.level < MOST_STACKED && html`<${Mark} key=${fact.id} ...${{ fact, content, ...at }} />`;
    })}
    ${[...heights].map(([place, count]) => count > MOST_STACKED
      ? html`<text key=${place} class="time-strip__more" x=${middleOf(place)} y="24" text-anchor="middle">+${count - MOST_STACKED}</text>`
      : null)}
  </svg>`;
}

/** @param {{ place: number }[]} places @returns {Map<number, number>} how many marks each place holds */
function countPlaces(places) {
  const heights = new Map();
  for (const { place } of places) heights.set(place, (heights.get(place) ?? 0) + 1);
  return heights;
}

/** @param {number} place */
function middleOf(place) {
  return FIRST + place * (STRIP.month + 2.5) + STRIP.month / 2;
}

/** @param {{ month: string, place: number }} props */
function Month({ month, place }) {
  const [year, number] = month.split("-").map(Number);
  const x = middleOf(place);
  const opensYear = number === 1;
  return html`<g>
    ${number === 1 && html`<line class="time-strip__year" x1=${x - STRIP.month / 2 - 1} x2=${x - STRIP.month / 2 - 1}
      y1="4" y2=${STRIP.height} />`}
    <text class="time-strip__month" x=${x} y=${STRIP.base + 32} text-anchor="middle">
      ${opensYear ? html`<tspan class="time-strip__number">${year}</tspan>` : MONTHS[(number ?? 1) - 1]}
    </text>
  </g>`;
}

/** @param {{ fact: FactOnTable, content: Outline, place: number, level: number }} props */
function Mark({ fact, content, place, level }) {
  const y = STRIP.base - (level + 1) * (STRIP.mark + STRIP.gap) + STRIP.gap;
  const isNew = content.newest?.id === fact.id ? " time-strip__mark--new" : "";
  return html`<g class=${`time-strip__mark fades-in${isNew}`} data-fact=${fact.id} data-agency=${fact.colour}
    transform=${`translate(${middleOf(place) - STRIP.month / 2} ${y})`}>
    <title>${dayWords(fact.when)}: ${fact.text}</title>
    <rect class="time-strip__card" width=${STRIP.month} height=${STRIP.mark} rx="6" />
    <path class=${`shape shape--${fact.column}`} d=${shapePath(fact.column, 18)} transform=${`translate(15 ${STRIP.mark / 2})`} />
    <rect class="time-strip__badge" x="28" y="3" width=${STRIP.month - 31} height=${STRIP.mark - 6} rx="4" />
    <text class="time-strip__letters" x=${28 + (STRIP.month - 31) / 2} y=${STRIP.mark / 2 + 1} text-anchor="middle"
      dominant-baseline="central">${fact.letters}</text>
  </g>`;
}
