// The lines of a genogram as path data. Shapes follow the field's conventions: docs/field.md 5.

import { bow, marksOf, strokes } from "./bows.js";
import { t } from "../languages/words.js";

/** @import { Relation } from "../types" */
/** @import { Box, Point, Scale } from "./places.js" */

/**
 * @typedef {{ id: string, kind: string, path: string, marks: string, label: string, at: Point,
 *   below?: string, size?: number, squeeze?: number }} Line
 *   `marks`: the slashes, bars or arrow head that say what kind of line it is. `below`: what is written under it.
 *   `squeeze`: how wide the label may be at the most.
 * @typedef {Omit<Line, "at"> & { points: Point[] }} Bowed  a bond's line, before its label has a place
 * @typedef {Relation & { id: string }} Drawn
 * @typedef {{ at: Point, label: string }} Label
 */

const COUPLES = new Set(["married", "cohabiting", "separated", "divorced"]);
const PARENTS = new Set(["parent", "adopted", "fostered"]);
/** How far a bond bends aside when its two people are already joined. */
const BEND = 34;
/** As long as a month: births told more roughly say nothing about twins. */
const EXACT = "2013-07".length;
/** About the width of a letter of a line's label, for a text one unit high; and how high labels are set. */
const LETTER = 0.6;
const LABEL = 0.82;
const WORDS = /** @type {Record<string, string>} */ ({
  close: t("close"),
  fused: t("very close"),
  distant: t("distant"),
  conflict: t("conflict"),
  cut_off: t("cut off"),
  cares_for: t("cares for"),
  focused_on: t("focused on"),
  harms: t("harms"),
  adopted: t("adopted"),
  fostered: t("fostered"),
});

/**
 * `born`: the days of birth, by person: children of one day hang from one point. `taken`: what labels keep clear of.
 * `kept`: where labels stood before; they stay there.
 *
 * @param {Drawn[]} relations
 * @param {Record<string, Point>} people
 * @param {Pick<Scale, "symbol" | "text">} scale
 * @param {{ born?: Record<string, string | undefined>, taken?: Box[], kept?: Map<string, Label> }} [known]
 * @returns {{ families: Line[], bonds: Line[] }}
 */
export function lines(relations, people, scale, { born = {}, ...known } = {}) {
  return labelled(drawnLines(relations, people, scale, born), scale.text, known);
}

/**
 * All lines, those of bonds not labelled yet: a home's name keeps clear of them, and their labels of it.
 *
 * @param {Drawn[]} relations
 * @param {Record<string, Point>} people
 * @param {Pick<Scale, "symbol" | "text"> & { isBeside?: boolean }} scale  `isBeside`: what is told of the left one of a couple stands below
 *   their line, and their children hang from its other end
 * @param {Record<string, string | undefined>} born
 * @returns {{ families: Line[], bonds: Bowed[] }}
 */
export function drawnLines(relations, people, { symbol, text, isBeside = false }, born) {
  const drawn = relations.filter((relation) => people[relation.a] && people[relation.b]);
  const couples = drawn.filter((relation) => COUPLES.has(relation.kind));
  const parents = drawn.filter((relation) => PARENTS.has(relation.kind));
  const identical = drawn.filter((relation) => relation.kind === "identical");
  const drawnElse = new Set([...couples, ...parents, ...identical]);
  const bonds = drawn.filter((relation) => !drawnElse.has(relation));
  const joined = new Set([...couples, ...parents].flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  return {
    families: [
      ...couples.map((couple) => coupleLine(couple, people, symbol, text)),
      ...descents({ parents, couples, identical }, people, { symbol, isBeside }, born),
    ],
    bonds: bonds.map((bond) => bondLine(bond, people, symbol, joined.has(`${bond.a} ${bond.b}`))),
  };
}

/**
 * @param {{ families: Line[], bonds: Bowed[] }} drawn
 * @param {number} text
 * @param {{ taken?: Box[], kept?: Map<string, Label> }} known
 * @returns {{ families: Line[], bonds: Line[] }}
 */
export function labelled({ families, bonds }, text, { taken = [], kept = new Map() }) {
  const full = [...taken, ...families.filter((line) => line.label).map((line) => labelBox(line.at, line.label, text))];
  for (const { at, label } of kept.values()) full.push(labelBox(at, label, text));
  return {
    families,
    bonds: bonds.map(({ points, ...line }) => {
      const at = kept.get(line.id)?.at ?? clearest(points, line.label, text, full);
      if (!kept.has(line.id)) full.push(labelBox(at, line.label, text));
      kept.set(line.id, { at, label: line.label });
      return { ...line, at };
    }),
  };
}

/** The room a label takes, its middle at a point. @param {Point} at @param {string} label @param {number} text @returns {Box} */
export function labelBox(at, label, text) {
  const [width, height] = [label.length * LETTER * LABEL * text, LABEL * text];
  return { left: at.x - width / 2, right: at.x + width / 2, top: at.y - height / 2, bottom: at.y + height / 2 };
}

/** How far apart two boxes are; below 0 where they lie on each other. @param {Box} one @param {Box} other */
export function apart(one, other) {
  return Math.max(other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom);
}

/**
 * The point of a line's middle part, or just beside it, at which its label lies clear of everything, or on least.
 *
 * @param {Point[]} points
 * @param {string} label
 * @param {number} text
 * @param {Box[]} full
 * @returns {Point}
 */
function clearest(points, label, text, full) {
  const inner = points.slice(3, -3);
  const across = (label.length * LETTER * LABEL * text) / 2 + 10;
  const asides = [[0, 0], [0, -text], [0, text], [across, 0], [-across, 0]];
  const beside = asides.flatMap(([x = 0, y = 0], place) => inner.map((at) => ({ at: { x: at.x + x, y: at.y + y }, isBeside: place > 0 })));
  /** @param {{ at: Point, isBeside: boolean }} one */
  const room = ({ at, isBeside }) =>
    Math.min(text / 2, ...full.map((box) => apart(labelBox(at, label, text), box))) - (isBeside ? text / 4 : 0);
  const middle = { at: points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 }, isBeside: false };
  const best = beside.reduce((found, one) => (room(one) > room(found) + 0.01 ? one : found), middle);
  return best.at;
}

/** @param {Record<string, Point>} people @param {string} id @returns {Point} */
function place(people, id) {
  return people[id] ?? { x: 0, y: 0 };
}

/**
 * @param {Relation & { id: string }} couple
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @param {number} text
 * @returns {Line}
 */
function coupleLine(couple, people, symbol, text) {
  const [left, right] = [place(people, couple.a), place(people, couple.b)].sort((one, other) => one.x - other.x);
  const [from, to] = [left ?? { x: 0, y: 0 }, right ?? { x: 0, y: 0 }];
  const between = coupleMiddle(from, to);
  const [label, below] = coupleYears(couple);
  const count = couple.kind === "divorced" ? 2 : couple.kind === "separated" ? 1 : 0;
  const longest = Math.max(label.length, below.length, 1);
  const path =
    from.y === to.y
      ? `M${from.x + symbol / 2} ${from.y}H${to.x - symbol / 2}`
      : `M${from.x} ${from.y}V${between.y}H${to.x}V${to.y}`;
  return {
    id: couple.id,
    kind: couple.kind,
    path,
    marks: slashes(between, count),
    label,
    below,
    size: Math.round(Math.min(LABEL * text, Math.max(0.6 * text, (to.x - from.x - symbol) / (longest * LETTER)))),
    at: { x: between.x, y: between.y - (count ? 20 : 12) },
  };
}

/** The year it began, written above the line, and the one it ended, below. @param {Relation} couple @returns {[string, string]} */
function coupleYears({ kind, since, until }) {
  const year = (/** @type {string | undefined} */ day) => day?.slice(0, 4) ?? "";
  const began = year(since) && `${kind === "cohabiting" ? "LT" : "m"} ${year(since)}`;
  const ended = year(until) && `${kind === "divorced" ? "d" : "s"} ${year(until)}`;
  return [began, ended];
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
 * @param {{ parents: Drawn[], couples: Drawn[], identical: Drawn[] }} relations
 * @param {Record<string, Point>} people
 * @param {{ symbol: number, isBeside: boolean }} scale
 * @param {Record<string, string | undefined>} born
 * @returns {Line[]}
 */
function descents({ parents, couples, identical }, people, { symbol, isBeside }, born) {
  /** @type {Map<string, { kind: string, child: string, ids: string[] }>} */
  const parentsOf = new Map();
  for (const { kind, a, b } of parents) {
    const known = parentsOf.get(`${kind} ${b}`) ?? { kind, child: b, ids: [] };
    parentsOf.set(`${kind} ${b}`, { ...known, ids: [...known.ids, a].sort() });
  }
  /** @type {Map<string, { kind: string, ids: string[], children: string[] }>} */
  const families = new Map();
  for (const { kind, child, ids } of parentsOf.values()) {
    const key = [...(kind === "parent" ? [] : [kind]), ...ids].join(" ");
    const known = families.get(key) ?? { kind, ids, children: [] };
    families.set(key, { ...known, children: [...known.children, child] });
  }
  return [...families].flatMap(([key, { kind, ids, children }], index) => {
    const hanging = hung(children, people, symbol, born);
    const bar = Math.min(...hanging.map((child) => child.top.y)) - 20 - (index % 3) * 9; // neighbours' bars keep apart
    const isCouple = couples.some(({ a, b }) => ids.includes(a) && ids.includes(b));
    const line = descent(key, kind, ids.map((id) => place(people, id)), hanging, { isCouple, bar, symbol, isBeside });
    const pairs = identical.filter(({ a, b }) => children.includes(a) && children.includes(b));
    return [line, ...pairs.map((pair) => twinBar(pair, [pair.a, pair.b].map((id) => hanging[children.indexOf(id)]), bar))];
  });
}

/** Half way down the lines of two twins, from one to the other. @param {Drawn} pair @param {(Hung | undefined)[]} twins @param {number} bar @returns {Line} */
function twinBar({ id, kind }, twins, bar) {
  const [from, to] = twins.map((twin) => (twin ? coupleMiddle({ x: twin.x, y: bar }, twin.top) : { x: 0, y: bar }));
  const at = from ?? { x: 0, y: bar };
  return { id, kind, path: `M${at.x} ${at.y}L${to?.x ?? at.x} ${to?.y ?? at.y}`, marks: "", label: "", at };
}

/**
 * @typedef {{ top: Point, x: number }} Hung  a child's upper edge, and the point of the bar it hangs from: twins share one
 *
 * @param {string[]} children
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @param {Record<string, string | undefined>} born
 * @returns {Hung[]}
 */
function hung(children, people, symbol, born) {
  /** @param {string} id */
  const bornWith = (id) => {
    const day = born[id] ?? "";
    return day.length < EXACT ? [id] : children.filter((other) => born[other] === day);
  };
  return children.map((id) => {
    const together = bornWith(id).map((one) => place(people, one).x);
    const at = place(people, id);
    return {
      top: { x: at.x, y: at.y - symbol / 2 },
      x: together.reduce((sum, x) => sum + x, 0) / together.length,
    };
  });
}

/**
 * @param {string} id
 * @param {string} kind
 * @param {Point[]} parents
 * @param {Hung[]} children
 * @param {{ isCouple: boolean, bar: number, symbol: number, isBeside: boolean }} how  `bar`: how far down the children's bar runs
 * @returns {Line}
 */
function descent(id, kind, parents, children, { isCouple, bar, symbol, isBeside }) {
  const isAtTheEnd = isCouple && isBeside && parents.length > 1;
  const middle = isAtTheEnd
    ? Math.max(...parents.map((parent) => parent.x)) - symbol
    : parents.reduce((sum, parent) => sum + parent.x, 0) / Math.max(parents.length, 1);
  const from = parents[0] ?? { x: middle, y: 0 };
  const starts = isCouple
    ? `M${middle} ${from.y}V${bar}`
    : parents.map((parent) => `M${parent.x} ${parent.y + symbol / 2}V${bar}`).join("");
  const tops = isCouple ? [middle] : parents.map((parent) => parent.x);
  const across = [...tops, ...children.map((child) => child.x)];
  const drops = children.map((child) => `M${child.x} ${bar}L${child.top.x} ${child.top.y}`).join("");
  const label = kind === "parent" ? "" : (WORDS[kind] ?? kind);
  return {
    id: `children-${id}`,
    kind,
    path: `${starts}M${Math.min(...across)} ${bar}H${Math.max(...across)}${drops}`,
    marks: "",
    label,
    at: label ? { x: children[0]?.top.x ?? middle, y: bar - 10 } : { x: middle, y: bar },
  };
}

/**
 * @param {Relation & { id: string }} bond
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @param {boolean} isJoined
 */
function bondLine(bond, people, symbol, isJoined) {
  const [from, to] = [place(people, bond.a), place(people, bond.b)];
  const points = bow(from, to, isJoined ? BEND : BEND / 2, symbol * 0.62);
  return {
    id: bond.id,
    kind: bond.kind,
    path: strokes(bond.kind, points),
    marks: marksOf(bond.kind, points),
    label: WORDS[bond.kind] ?? bond.kind,
    points,
  };
}
