// The lines of a genogram as path data. Shapes follow the field's conventions: docs/field.md 5.

import { bow, marksOf, strokes } from "./bows.js";
import { coupleLines, LABEL, LETTER, place } from "./couples.js";
import { descents } from "./descents.js";
import { Levels } from "./levels.js";
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
const WORDS = /** @type {Record<string, string>} */ ({
  close: t("close"),
  fused: t("very close"),
  distant: t("distant"),
  conflict: t("conflict"),
  cut_off: t("cut off"),
  cares_for: t("cares for"),
  focused_on: t("focused on"),
  harms: t("harms"),
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
 * @param {Pick<Scale, "symbol" | "text"> & { isBeside?: boolean }} scale
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
  const levels = new Levels(people, { symbol, text });
  const joins = coupleLines(couples, people, { symbol, text, isBeside }, levels);
  return {
    families: [
      ...joins.map(({ line }) => line),
      ...descents({ parents, joins, identical }, people, { symbol, born, levels }),
    ],
    bonds: bonds.map((bond) => bondLine(bond, people, symbol, joined.has(`${bond.a} ${bond.b}`))),
  };
}

/**
 * @param {{ families: Line[], bonds: Bowed[] }} drawn
 * @param {number} text
 * @param {{ taken?: Box[], kept?: Map<string, Label>, width?: number }} known  `width`: of the drawing, which labels stay in
 * @returns {{ families: Line[], bonds: Line[] }}
 */
export function labelled({ families, bonds }, text, { taken = [], kept = new Map(), width = Infinity }) {
  const full = [...taken, ...families.filter((line) => line.label).map((line) => labelBox(line.at, line.label, text))];
  for (const { at, label } of kept.values()) full.push(labelBox(at, label, text));
  return {
    families,
    bonds: bonds.map(({ points, ...line }) => {
      const at = kept.get(line.id)?.at ?? clearest(points, line.label, text, full, width);
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
 * @param {number} width  of the drawing
 * @returns {Point}
 */
function clearest(points, label, text, full, width) {
  const inner = points.slice(3, -3);
  const across = (label.length * LETTER * LABEL * text) / 2 + 10;
  const asides = [[0, 0], [0, -text], [0, text], [across, 0], [-across, 0]];
  const beside = asides.flatMap(([x = 0, y = 0], place) => inner.map((at) => ({ at: { x: at.x + x, y: at.y + y }, isBeside: place > 0 })));
  /** @param {{ at: Point, isBeside: boolean }} one */
  const room = ({ at, isBeside }) => {
    const box = labelBox(at, label, text);
    const inside = Math.min(0, box.left, width - box.right);
    return inside + Math.min(text / 2, ...full.map((one) => apart(box, one))) - (isBeside ? text / 4 : 0);
  };
  const middle = { at: points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 }, isBeside: false };
  const best = beside.reduce((found, one) => (room(one) > room(found) + 0.01 ? one : found), middle);
  return best.at;
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
