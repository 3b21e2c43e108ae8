// The bows of bonds between two people: where each runs, and how its kind is drawn. docs/field.md 5.

/** @import { Point } from "./places.js" */

const POINTED = new Set(["cares_for", "focused_on", "harms"]);
const SAMPLES = 24;

/**
 * Points along a bow from one symbol's edge to another's; a bow in the same row bends upwards.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} bend
 * @param {number} edge
 * @returns {Point[]}
 */
export function bow(from, to, bend, edge) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const sign = along.x >= 0 ? 1 : -1;
  const reach = bend + (from.y === to.y ? length * 0.1 : 0);
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const share = index / SAMPLES;
    const way = edge + share * Math.max(length - 2 * edge, 1);
    const out = 4 * share * (1 - share) * reach * sign;
    return { x: from.x + along.x * way + along.y * out, y: from.y + along.y * way - along.x * out };
  });
}

/** A bond's line, as path data. @param {string} kind @param {Point[]} points */
export function strokes(kind, points) {
  if (kind === "close") return through(aside(points, 4)) + through(aside(points, -4));
  if (kind === "fused") return through(aside(points, 7)) + through(points) + through(aside(points, -7));
  if (kind === "conflict" || kind === "harms") return through(zigzag(points));
  if (kind === "cut_off") {
    const gap = Math.round(SAMPLES / 2);
    return through(points.slice(0, gap - 1)) + through(points.slice(gap + 2));
  }
  return through(points);
}

/** The bars or the arrow head that say what kind of bond it is. @param {string} kind @param {Point[]} points */
export function marksOf(kind, points) {
  if (kind === "cut_off") return bars(points);
  if (kind === "focused_on") return arrow(points) + arrow(points.slice(0, -2));
  return POINTED.has(kind) ? arrow(points) : "";
}

/** @param {Point[]} points */
function through(points) {
  return points.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/** @param {Point[]} points @param {number} index @returns {Point} a vector of length 1 across the line */
function across(points, index) {
  const before = points[Math.max(index - 1, 0)] ?? { x: 0, y: 0 };
  const after = points[Math.min(index + 1, points.length - 1)] ?? { x: 1, y: 0 };
  const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
  return { x: (before.y - after.y) / length, y: (after.x - before.x) / length };
}

/** @param {Point[]} points @param {number} distance @returns {Point[]} */
function aside(points, distance) {
  return points.map((point, index) => {
    const side = across(points, index);
    return { x: point.x + side.x * distance, y: point.y + side.y * distance };
  });
}

/** @param {Point[]} points @returns {Point[]} */
function zigzag(points) {
  return points.map((point, index) => {
    if (index === 0 || index === points.length - 1) return point;
    const side = across(points, index);
    const out = index % 2 ? 8 : -8;
    return { x: point.x + side.x * out, y: point.y + side.y * out };
  });
}

/** Two bars across the gap of a line that is cut. @param {Point[]} points */
function bars(points) {
  const gap = Math.round(SAMPLES / 2);
  return [gap - 2, gap + 2]
    .map((index) => {
      const point = points[index] ?? { x: 0, y: 0 };
      const side = across(points, index);
      return through([
        { x: point.x - side.x * 12, y: point.y - side.y * 12 },
        { x: point.x + side.x * 12, y: point.y + side.y * 12 },
      ]);
    })
    .join("");
}

/** @param {Point[]} points */
function arrow(points) {
  const tip = points[points.length - 1] ?? { x: 0, y: 0 };
  const before = points[points.length - 3] ?? tip;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const back = { x: ((before.x - tip.x) / length) * 16, y: ((before.y - tip.y) / length) * 16 };
  return through([
    { x: tip.x + back.x - back.y * 0.6, y: tip.y + back.y + back.x * 0.6 },
    tip,
    { x: tip.x + back.x + back.y * 0.6, y: tip.y + back.y - back.x * 0.6 },
  ]);
}
