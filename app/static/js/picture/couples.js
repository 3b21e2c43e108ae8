// The lines between partners, and the points of them from which their children hang.

/** @import { Point, Scale } from "./places.js" */
/** @import { Drawn, Line } from "./lines.js" */
/** @import { Levels } from "./levels.js" */

/** @typedef {{ a: string, b: string, line: Line, hangs: Point }} Join  `hangs`: where their children's line begins */

/** About the width of a letter of a line's label, for a text one unit high; and how high labels are set. */
export const LETTER = 0.6;
export const LABEL = 0.82;

/** @param {Record<string, Point>} people @param {string} id @returns {Point} */
export function place(people, id) {
  return people[id] ?? { x: 0, y: 0 };
}

/**
 * A line passes over whoever stands between two partners, at a height of its own.
 *
 * @param {Drawn[]} couples
 * @param {Record<string, Point>} people
 * @param {Pick<Scale, "symbol" | "text"> & { isBeside: boolean }} scale  `isBeside`: what is told of the left partner stands below
 *   their line, and their children hang from its other end
 * @param {Levels} levels
 * @returns {Join[]}
 */
export function coupleLines(couples, people, scale, levels) {
  const ends = couples.map((couple) => {
    const [left, right] = [place(people, couple.a), place(people, couple.b)].sort((one, other) => one.x - other.x);
    return { couple, from: left ?? { x: 0, y: 0 }, to: right ?? { x: 0, y: 0 } };
  });
  /** @type {Point[]} */
  const used = [];
  return ends.sort((one, other) => one.to.x - one.from.x - (other.to.x - other.from.x)).map(({ couple, from, to }) => {
    const between = levels.standing(from, to);
    const over = between.length > 0;
    const middle = coupleMiddle(from, to);
    const hangs = over
      ? { x: freeGap([from, ...between, to], used), y: levels.take({ row: from.y, from: from.x, to: to.x }) }
      : scale.isBeside ? { x: to.x - scale.symbol, y: middle.y } : middle;
    used.push({ x: hangs.x, y: from.y });
    return { a: couple.a, b: couple.b, line: coupleLine(couple, from, to, { ...scale, over, hangs }), hangs };
  });
}

/**
 * The gap between neighbours of a row, nearest its middle, in which no other couple's line hangs.
 * @param {Point[]} row
 * @param {Point[]} used
 */
function freeGap(row, used) {
  const middle = coupleMiddle(row[0] ?? { x: 0, y: 0 }, row[row.length - 1] ?? { x: 0, y: 0 }).x;
  const gaps = row.slice(1).map((at, index) => ({ x: coupleMiddle(row[index] ?? at, at).x, from: row[index]?.x ?? at.x, to: at.x }));
  const isFree = (/** @type {{ from: number, to: number }} */ gap) =>
    !used.some((at) => at.y === row[0]?.y && at.x > gap.from && at.x < gap.to);
  const free = gaps.filter(isFree);
  const nearest = (free.length ? free : gaps).sort((one, other) => Math.abs(one.x - middle) - Math.abs(other.x - middle))[0];
  return nearest?.x ?? middle;
}

/**
 * @param {Drawn} couple
 * @param {Point} from  the partner on the left
 * @param {Point} to
 * @param {Pick<Scale, "symbol" | "text"> & { over: boolean, hangs: Point }} how  `over`: the line passes over others
 * @returns {Line}
 */
function coupleLine(couple, from, to, { symbol, text, over, hangs }) {
  const at = { x: over ? hangs.x : coupleMiddle(from, to).x, y: hangs.y };
  const [label, below] = coupleYears(couple);
  const count = couple.kind === "divorced" ? 2 : couple.kind === "separated" ? 1 : 0;
  const longest = Math.max(label.length, below.length, 1);
  const aside = over ? symbol / 4 : 0; // a partner's own parents' line ends at the middle
  const isLevel = from.y === to.y && !over;
  const path = isLevel
    ? `M${from.x + symbol / 2} ${from.y}H${to.x - symbol / 2}`
    : `M${from.x + aside} ${from.y}V${at.y}H${to.x - aside}V${to.y}`;
  return {
    id: couple.id,
    kind: couple.kind,
    path,
    marks: slashes(at, count),
    label,
    below,
    size: Math.round(Math.min(LABEL * text, Math.max(0.6 * text, (to.x - from.x - symbol) / (longest * LETTER)))),
    at: { x: at.x, y: at.y - (count ? 20 : 12) },
  };
}

/** The year it began, written above the line, and the one it ended, below. @param {Drawn} couple @returns {[string, string]} */
function coupleYears({ kind, since, until }) {
  const year = (/** @type {string | undefined} */ day) => day?.slice(0, 4) ?? "";
  const began = year(since) && `${kind === "cohabiting" ? "LT" : "m"} ${year(since)}`;
  const ended = year(until) && `${kind === "divorced" ? "d" : "s"} ${year(until)}`;
  return [began, ended];
}

/** @param {Point} one @param {Point} other @returns {Point} */
export function coupleMiddle(one, other) {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

/** @param {Point} at @param {number} count */
function slashes(at, count) {
  return Array.from({ length: count }, (_, index) => {
    const x = at.x - 4 + index * 10 - (count - 1) * 5;
    return `M${x - 6} ${at.y + 15}L${x + 14} ${at.y - 15}`;
  }).join("");
}
