// How the picture grew, for a whole group to look at: a button for each fact, and the curve over the minutes.

import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./screen").ShownTable} ShownTable */
/** @typedef {ShownTable & { growth: NonNullable<ShownTable["growth"]> }} Grown */

const PITCH = 20;
const HOLES = [[-2.4, -2.4], [2.4, -2.4], [-2.4, 2.4], [2.4, 2.4]];
const IN_A_LINE = 6; // a field of buttons is so many times wider than high

const WIDTH = 720;
const HEIGHT = 330;
const LEFT = 46;
const RIGHT = 560;
const TOP = 16;
const BOTTOM = 290;
const LABEL_HEIGHT = 22;
const SPOT = 18;
const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60];
const MOST_TICKS = 6;

/**
 * One button for each fact; the filled ones lie on the table. The words beside it say the same.
 *
 * @param {{ count: number, of: number, shape?: number }} props `shape`: how many times wider than high
 */
export function Buttons({ count, of, shape = IN_A_LINE }) {
  const columns = Math.max(1, Math.ceil(Math.sqrt(of * shape)));
  const rows = Math.max(1, Math.ceil(of / columns));
  return html`<svg class="buttons" viewBox=${`0 0 ${columns * PITCH} ${rows * PITCH}`} preserveAspectRatio="xMinYMid" aria-hidden="true">
    ${Array.from({ length: of }, (_, place) => html`<g key=${place} class=${place < count ? "buttons__seen" : "buttons__unseen"}
      transform=${`translate(${(place % columns + 0.5) * PITCH} ${(Math.floor(place / columns) + 0.5) * PITCH})`}>
      <circle r="8" />${place < count && HOLES.map(([x, y]) => html`<circle r="1.3" cx=${x} cy=${y} />`)}</g>`)}
  </svg>`;
}

/** One diamond for each connection; the filled ones were found. @param {{ count: number, of: number }} props */
export function Diamonds({ count, of }) {
  return html`<svg class="buttons buttons--insights" viewBox=${`0 0 ${Math.max(of, 1) * PITCH} ${PITCH}`} preserveAspectRatio="xMinYMid" aria-hidden="true">
    ${Array.from({ length: of }, (_, place) => html`<path key=${place} class=${place < count ? "buttons__seen" : "buttons__unseen"}
      d=${diamond((place + 0.5) * PITCH, PITCH / 2, 8)} />`)}
  </svg>`;
}

/** What one seat saw, what the table saw, what was there. @param {{ table: Grown }} props */
export function Sewn({ table }) {
  const { facts, facts_of: of } = table.counts;
  const { alone } = table.growth;
  return html`<section class="sewn-rows">
    <p>${t("Most facts held by any one of us: {n} of {of}", { n: alone, of })}</p><${Buttons} count=${alone} of=${of} />
    <p>${t("All of us, together: {n} of {of}", { n: facts, of })}</p><${Buttons} count=${facts} of=${of} />
  </section>`;
}

/** Facts on the table over the minutes, one line for each table; a diamond is a connection found. @param {{ tables: Grown[] }} props */
export function GrowthCurve({ tables }) {
  const ends = tables.flatMap(({ growth }) => [...Object.values(growth.facts), ...Object.values(growth.insights)]);
  const end = Math.max(60, ...ends);
  const across = (/** @type {number} */ seconds) => LEFT + ((RIGHT - LEFT) * seconds) / end;
  const lines = labelled(tables.map((table) => lineOf(table, across)));
  const minutes = ticks(end);
  return html`<figure class="curve">
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      ${[[t("all"), 1], [t("half"), 0.5], ["0", 0]].map(([words, share]) => html`<g key=${words}>
        <line class="curve__level" x1=${LEFT} x2=${RIGHT} y1=${up(Number(share))} y2=${up(Number(share))} />
        <text x=${LEFT - 8} y=${up(Number(share)) + 6} text-anchor="end">${words}</text></g>`)}
      ${minutes.map((minute) => html`<text key=${minute} x=${across(minute * 60)} y=${BOTTOM + 28} text-anchor="middle">
        ${minute ? t("{n} min", { n: minute }) : "0"}</text>`)}
      ${lines.map((line) => html`<g key=${line.id}>
        <polyline class="curve__line" points=${line.points} />
        ${line.spots.map(({ x, y }) => html`<path class="curve__found" d=${diamond(x, y, 8)} />`)}
        <text class="curve__label" x=${RIGHT + 12} y=${line.label_y + 6}>
          ${tables.length > 1 ? `${t("Table {number}", { number: line.number })}: ` : ""}${line.words}</text>
      </g>`)}
    </svg>
    <figcaption>${t("Facts on the table, by minutes since the first. A diamond is an insight found.")}</figcaption>
    <table class="only-read">
      <thead><tr><th scope="col">${t("Minutes")}</th>${tables.map((table) =>
        html`<th key=${table.id} scope="col">${t("Table {number}", { number: table.number })}</th>`)}</tr></thead>
      <tbody>${[...new Set([...minutes, Math.ceil(end / 60)])].map((minute) => html`<tr key=${minute}><th scope="row">${minute}</th>
        ${tables.map((table) => html`<td key=${table.id}>${t("{n} of {of}", { n: factsBy(table, minute * 60), of: table.counts.facts_of })}
          </td>`)}</tr>`)}</tbody>
    </table>
  </figure>`;
}

/** The tables that have a curve to show. @param {ShownTable[]} tables @returns {Grown[]} */
export function grown(tables) {
  return /** @type {Grown[]} */ (tables.filter((table) => table.growth));
}

/** @param {number} share of the facts in play, 0 to 1 */
function up(share) {
  return BOTTOM - (BOTTOM - TOP) * share;
}

/** @param {number} x @param {number} y @param {number} r */
function diamond(x, y, r) {
  return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
}

/** @param {Grown} table @param {number} seconds */
function factsBy(table, seconds) {
  return Object.values(table.growth.facts).filter((each) => each <= seconds).length;
}

/** Steps: the picture stays as it is until the next fact. @param {Grown} table @param {(seconds: number) => number} across */
function lineOf(table, across) {
  const of = Math.max(table.counts.facts_of, 1);
  const times = Object.values(table.growth.facts).sort((one, other) => one - other);
  const points = [[LEFT, up(0)]];
  times.forEach((seconds, place) => points.push([across(seconds), up(place / of)], [across(seconds), up((place + 1) / of)]));
  points.push([RIGHT, up(times.length / of)]);
  return {
    id: table.id,
    number: table.number,
    points: points.map(([x, y]) => `${x},${y}`).join(" "),
    spots: stacked(Object.values(table.growth.insights).sort((one, other) => one - other)
      .map((seconds) => ({ x: across(seconds), y: up(factsBy(table, seconds) / of) }))),
    words: t("{n} of {of}", { n: table.counts.facts, of: table.counts.facts_of }),
    label_y: up(times.length / of),
  };
}

/** Diamonds in the order they were found: one that would cover the one before it stands over it. @param {{ x: number, y: number }[]} spots */
function stacked(spots) {
  /** @type {{ x: number, y: number }[]} */
  const stand = [];
  for (const { x, y } of spots) {
    const before = stand[stand.length - 1];
    const isNear = before && Math.abs(x - before.x) < SPOT && Math.abs(y - before.y) < SPOT;
    stand.push({ x, y: isNear ? before.y - SPOT : y });
  }
  return stand;
}

/** The lines with their labels moved apart, so that none covers another. @param {ReturnType<typeof lineOf>[]} lines */
function labelled(lines) {
  let lowest = BOTTOM;
  const placed = new Map(
    [...lines].sort((one, other) => other.label_y - one.label_y || one.number - other.number)
      .map((line) => {
        const y = Math.min(line.label_y, lowest);
        lowest = y - LABEL_HEIGHT;
        return [line.id, y];
      }));
  const over = Math.max(0, TOP - Math.min(...placed.values()));
  return lines.map((line) => ({ ...line, label_y: (placed.get(line.id) ?? line.label_y) + over }));
}

/** Whole minutes to write below the curve. @param {number} end_s */
function ticks(end_s) {
  const step = STEPS_MIN.find((minutes) => end_s / 60 / minutes <= MOST_TICKS) ?? 120;
  return Array.from({ length: Math.floor(end_s / 60 / step) + 1 }, (_, place) => place * step);
}
