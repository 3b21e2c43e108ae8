// The lines of a genogram as path data. Shapes follow the field's conventions: FIELD 4.1.

import { t } from "../words.js";

/** @import { Relation } from "../types" */
/** @import { Point } from "./places.js" */

/**
 * @typedef {{ id: string, kind: string, path: string, marks: string, label: string, at: Point }} Line
 *   `marks`: the slashes, bars or arrow head that say what kind of line it is.
 */

const COUPLES = new Set(["married", "cohabiting", "separated", "divorced"]);
const SAMPLES = 24;
/** How far a bond bends aside when its two people are already joined. */
const BEND = 34;
/** About the width of a letter of a line's label. */
const LETTER = 11;
const WORDS = /** @type {Record<string, string>} */ ({
  close: t("close"),
  distant: t("distant"),
  conflict: t("conflict"),
  cut_off: t("cut off"),
  cares_for: t("cares for"),
});

/**
 * @param {(Relation & { id: string })[]} relations
 * @param {Record<string, Point>} people
 * @param {number} symbol  the size of a person's symbol
 * @returns {{ families: Line[], bonds: Line[] }}
 */
export function lines(relations, people, symbol) {
  const drawn = relations.filter((relation) => people[relation.a] && people[relation.b]);
  const couples = drawn.filter((relation) => COUPLES.has(relation.kind));
  const parents = drawn.filter((relation) => relation.kind === "parent");
  const bonds = drawn.filter((relation) => !COUPLES.has(relation.kind) && relation.kind !== "parent");
  const joined = new Set([...couples, ...parents].flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  return {
    families: [
      ...couples.map((couple) => coupleLine(couple, people, symbol)),
      ...descents(parents, couples, people, symbol),
    ],
    bonds: bonds.map((bond) => bondLine(bond, people, symbol, joined.has(`${bond.a} ${bond.b}`))),
  };
}

/** @param {Record<string, Point>} people @param {string} id @returns {Point} */
function place(people, id) {
  return people[id] ?? { x: 0, y: 0 };
}

/**
 * @param {Relation & { id: string }} couple
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @returns {Line}
 */
function coupleLine(couple, people, symbol) {
  const [left, right] = [place(people, couple.a), place(people, couple.b)].sort((one, other) => one.x - other.x);
  const [from, to] = [left ?? { x: 0, y: 0 }, right ?? { x: 0, y: 0 }];
  const between = coupleMiddle(from, to);
  const label = coupleLabel(couple);
  const isNarrow = to.x - from.x - symbol < label.length * LETTER;
  const path =
    from.y === to.y
      ? `M${from.x + symbol / 2} ${from.y}H${to.x - symbol / 2}`
      : `M${from.x} ${from.y}V${between.y}H${to.x}V${to.y}`;
  return {
    id: couple.id,
    kind: couple.kind,
    path,
    marks: slashes(between, couple.kind === "divorced" ? 2 : couple.kind === "separated" ? 1 : 0),
    label,
    at: { x: between.x, y: between.y - (isNarrow ? symbol / 2 + 8 : 12) },
  };
}

/** @param {Relation} couple */
function coupleLabel({ kind, since, until }) {
  const year = (/** @type {string | undefined} */ day) => day?.slice(0, 4) ?? "";
  const began = year(since) && `${kind === "cohabiting" ? "LT" : "m"} ${year(since)}`;
  const ended = year(until) && `${kind === "divorced" ? "d" : "s"} ${year(until)}`;
  return [began, ended].filter(Boolean).join(", ");
}

/** @param {Point} one @param {Point} other @returns {Point} */
function coupleMiddle(one, other) {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

/** @param {Point} at @param {number} count */
function slashes(at, count) {
  return Array.from({ length: count }, (_, index) => {
    const x = at.x - 4 + index * 10 - (count - 1) * 5;
    return `M${x - 6} ${at.y + 15}L${x + 14} ${at.y - 15}`;
  }).join("");
}

/**
 * Children hang below their parents: from the middle of the couple, or from one parent alone.
 *
 * @param {(Relation & { id: string })[]} parents
 * @param {(Relation & { id: string })[]} couples
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @returns {Line[]}
 */
function descents(parents, couples, people, symbol) {
  /** @type {Map<string, string[]>} */
  const parentsOf = new Map();
  for (const { a, b } of parents) parentsOf.set(b, [...(parentsOf.get(b) ?? []), a]);
  /** @type {Map<string, string[]>} */
  const childrenOf = new Map();
  for (const [child, ids] of parentsOf) {
    const key = [...ids].sort().join(" ");
    childrenOf.set(key, [...(childrenOf.get(key) ?? []), child]);
  }
  return [...childrenOf].map(([key, children], index) => {
    const ids = key.split(" ");
    const isCouple = couples.some(({ a, b }) => ids.includes(a) && ids.includes(b));
    return descent(key, ids.map((id) => place(people, id)), children.map((id) => place(people, id)), symbol, {
      isCouple,
      lane: index % 3,
    });
  });
}

/**
 * @param {string} id
 * @param {Point[]} parents
 * @param {Point[]} children
 * @param {number} symbol
 * @param {{ isCouple: boolean, lane: number }} how  `lane` keeps the bars of neighbouring families apart
 * @returns {Line}
 */
function descent(id, parents, children, symbol, { isCouple, lane }) {
  const top = Math.min(...children.map((child) => child.y)) - symbol / 2;
  const bar = top - 20 - lane * 9;
  const middle = parents.reduce((sum, parent) => sum + parent.x, 0) / Math.max(parents.length, 1);
  const from = parents[0] ?? { x: middle, y: 0 };
  const starts = isCouple
    ? `M${middle} ${from.y}V${bar}`
    : parents.map((parent) => `M${parent.x} ${parent.y + symbol / 2}V${bar}`).join("");
  const tops = isCouple ? [middle] : parents.map((parent) => parent.x);
  const across = [...tops, ...children.map((child) => child.x)];
  const drops = children.map((child) => `M${child.x} ${bar}V${child.y - symbol / 2}`).join("");
  return {
    id: `children-${id}`,
    kind: "parent",
    path: `${starts}M${Math.min(...across)} ${bar}H${Math.max(...across)}${drops}`,
    marks: "",
    label: "",
    at: { x: middle, y: bar },
  };
}

/**
 * @param {Relation & { id: string }} bond
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @param {boolean} isJoined
 * @returns {Line}
 */
function bondLine(bond, people, symbol, isJoined) {
  const [from, to] = [place(people, bond.a), place(people, bond.b)];
  const points = arc(from, to, isJoined ? BEND : BEND / 2, symbol * 0.62);
  return {
    id: bond.id,
    kind: bond.kind,
    path: strokes(bond.kind, points),
    marks: bond.kind === "cut_off" ? bars(points) : bond.kind === "cares_for" ? arrow(points) : "",
    label: WORDS[bond.kind] ?? bond.kind,
    at: clearest(points, Object.values(people), symbol),
  };
}

/** The point of a line's middle half that lies furthest from anybody and their name. @param {Point[]} points @param {Point[]} people @param {number} symbol @returns {Point} */
function clearest(points, people, symbol) {
  const inner = points.slice(SAMPLES / 4, -SAMPLES / 4);
  /** @param {Point} at */
  const room = (at) =>
    Math.min(...people.map((one) => Math.hypot((at.x - one.x) * 0.8, at.y - one.y - symbol * 0.45)));
  return inner.reduce((best, at) => (room(at) > room(best) ? at : best), inner[0] ?? { x: 0, y: 0 });
}

/**
 * Points along a bow from one symbol's edge to another's; a bow in the same row bends upwards.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} bend
 * @param {number} edge
 * @returns {Point[]}
 */
function arc(from, to, bend, edge) {
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

/** @param {string} kind @param {Point[]} points */
function strokes(kind, points) {
  if (kind === "close") return through(aside(points, 4)) + through(aside(points, -4));
  if (kind === "conflict") return through(zigzag(points));
  if (kind === "cut_off") {
    const gap = Math.round(SAMPLES / 2);
    return through(points.slice(0, gap - 1)) + through(points.slice(gap + 2));
  }
  return through(points);
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
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-3) ?? tip;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const back = { x: ((before.x - tip.x) / length) * 16, y: ((before.y - tip.y) / length) * 16 };
  return through([
    { x: tip.x + back.x - back.y * 0.6, y: tip.y + back.y + back.x * 0.6 },
    tip,
    { x: tip.x + back.x + back.y * 0.6, y: tip.y + back.y - back.x * 0.6 },
  ]);
}
