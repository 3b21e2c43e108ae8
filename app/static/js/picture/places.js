// Where everything on the drawing stands. Places depend on the family alone, so nothing moves as facts arrive.

/** @import { Family } from "../types" */
/** @import { Agency, PersonKnown } from "./outline.js" */

/**
 * Measures of a drawing, in its own units. `names`: whether agencies are named on the drawing itself. `pitch`: from one
 * button to the next; `rows`: how many rows of them a person has. `isBeside`: a name stands beside its person, not below.
 * `isCrowded`: no words are set smaller for want of room: they are squeezed, or left to the twins.
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 * @typedef {{ width: number, height: number, symbol: number, text: number, ring: number, names: boolean, pitch: number,
 *   rows: number, isBeside: boolean, isCrowded?: boolean }} Scale
 * @typedef {Point & { width: number, height: number, above: boolean }} Slot
 * @typedef {{ scale: Scale, people: Record<string, Point>, slots: Record<string, Slot>, step: number, settled: string[] }} Places
 *   `settled`: those who are there from the start; `step`: the room from one person to the nearest one beside them.
 */

/**
 * The smallest drawing; a wider or older family has a larger one, seen from further away. Where people stand too close
 * for names beside them, the large drawing is `crowded`.
 *
 * @type {Record<"large" | "crowded" | "small", Scale>}
 */
export const SCALES = {
  large: { width: 1180, height: 672, symbol: 74, text: 28, ring: 46, names: true, pitch: 30, rows: 3, isBeside: true },
  crowded: { width: 1180, height: 672, symbol: 64, text: 28, ring: 60, names: true, pitch: 23, rows: 1, isBeside: false, isCrowded: true },
  small: { width: 660, height: 760, symbol: 66, text: 25, ring: 48, names: false, pitch: 26, rows: 3, isBeside: false },
};
const GAP = 12;
/** Between a person and the edge of a home, and from a home's last row of buttons to that edge: room for its name. */
export const EDGE = 14;
export const HOME_NAME = 42;
/** From one person to the next beside them, at the least: for a name beside them, or below. */
const ACROSS = { beside: 200, below: 118 };
/** Between generations, for the lines from parents to children. */
const LINES = 30;
/** Columns of buttons that the drawing keeps room for beside whoever stands furthest right. */
const COLUMNS_AT_THE_EDGE = 5;

/**
 * @param {Family} family
 * @param {PersonKnown[]} people
 * @param {Agency[]} agencies
 * @param {"large" | "small"} size
 * @returns {Places}
 */
export function places(family, people, agencies, size) {
  const scale = scaleFor(size, family.extent);
  const placed = placePeople(family, people, scale);
  const step = nearest(Object.values(placed), scale);
  return { scale, people: placed, slots: placeAgencies(agencies, scale), step, settled: Object.keys(family.people) };
}

/** @param {"large" | "small"} size @param {Family["extent"]} extent @returns {Scale} */
function scaleFor(size, extent) {
  if (size === "small") return roomy(SCALES.small, extent);
  const { before, after } = margins(SCALES.large);
  const isRoomy = (extent.right - extent.left) * ACROSS.beside <= SCALES.large.width - before - after;
  return isRoomy ? roomy(SCALES.large, extent) : legible(SCALES.crowded, extent);
}

/** Steps until what is written and the drawing that makes room for it are large enough for each other. */
const STEPS = 12;
/** Words grow so many times at the most: in a family of many generations they would call for room without end. */
const MOST_GROWN = 3;

/**
 * A drawing seen from further away, whose words and buttons grow with it: on the wall they are as large as ever.
 *
 * @param {Scale} scale
 * @param {Family["extent"]} extent
 * @returns {Scale}
 */
function legible(scale, extent) {
  const { width, height, text, pitch, ring } = scale;
  /** @param {number} words @returns {Scale} */
  const grown = (words) => ({ ...scale, text: text * words, pitch: pitch * words, ring: ring * words });
  let words = 1;
  for (let step = 0; step < STEPS; step += 1) words = Math.min(MOST_GROWN, roomy(grown(words), extent).width / width);
  const more = roomy(grown(words), extent).width / width;
  return { ...grown(words), width: Math.round(width * more), height: Math.round(height * more) };
}

/**
 * The same shape, enlarged until nobody stands on a neighbour.
 *
 * @param {Scale} scale
 * @param {Family["extent"]} extent
 * @returns {Scale}
 */
function roomy(scale, { left, right, top, bottom }) {
  const { before, after, above, below } = margins(scale);
  const step = { across: scale.isBeside ? ACROSS.beside : ACROSS.below, down: scale.symbol / 2 + LINES + reachBelow(scale) };
  const wide = (before + after + (right - left) * step.across) / scale.width;
  const high = (above + below + (bottom - top) * step.down) / scale.height;
  const more = Math.max(1, wide, high);
  return { ...scale, width: Math.round(scale.width * more), height: Math.round(scale.height * more) };
}

/** What is kept free round the family: for the ring of agencies, for homes, names and buttons. @param {Scale} scale */
function margins(scale) {
  const { ring, symbol, pitch, isBeside, names } = scale;
  const side = isBeside ? symbol / 2 + EDGE + GAP : (names ? 1.42 : 1.25) * symbol;
  return {
    before: side,
    after: isBeside ? symbol / 2 + 2 * EDGE + COLUMNS_AT_THE_EDGE * pitch + 4 : side,
    above: ring + GAP / 2 + symbol / 2 + EDGE,
    below: ring + GAP / 2 + reachBelow(scale) + HOME_NAME,
  };
}

/** Where the rows of buttons begin, below a person's middle. @param {Scale} scale */
export function buttonsBelow({ symbol, text, pitch, isBeside }) {
  return isBeside ? 9 : symbol / 2 + text * 1.3 + (pitch * 0.1);
}

/** How far below a person's middle name and buttons reach. @param {Scale} scale */
export function reachBelow(scale) {
  return buttonsBelow(scale) + scale.rows * scale.pitch;
}

/** @param {Family} family @param {PersonKnown[]} people @param {Scale} scale */
function placePeople(family, people, scale) {
  const { left, right, top, bottom } = family.extent;
  const { before, after, above, below } = margins(scale);
  const across = stretch(left, right, before, scale.width - after, scale.isBeside ? 400 : 240);
  const down = stretch(top, bottom, above, scale.height - below, 260);
  return Object.fromEntries(
    people.map((person) => [person.id, { x: across(person.x), y: down(person.y) }]),
  );
}

/**
 * A map from the author's steps to units, with a longest step so that a small family is not torn apart.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} start
 * @param {number} end
 * @param {number} longest
 */
function stretch(from, to, start, end, longest) {
  const step = to > from ? Math.min((end - start) / (to - from), longest) : 0;
  const middle = (start + end) / 2;
  /** @param {number} value */
  return (value) => Math.round(middle + (value - (from + to) / 2) * step);
}

/** @param {Point[]} points @param {Scale} scale */
function nearest(points, scale) {
  const gaps = points.flatMap((one) =>
    points.filter((other) => other !== one && Math.abs(other.y - one.y) < scale.symbol).map((other) => Math.abs(other.x - one.x)),
  );
  return Math.max(scale.symbol, Math.min(...gaps.filter((gap) => gap > 0), scale.width / 3));
}

/**
 * Half of the agencies above the family, half below, each row bent a little so that they ring it.
 *
 * @param {Agency[]} agencies
 * @param {Scale} scale
 * @returns {Record<string, Slot>}
 */
function placeAgencies(agencies, scale) {
  const above = Math.ceil(agencies.length / 2);
  const rows = [agencies.slice(0, above), agencies.slice(above).reverse()];
  /** @type {Record<string, Slot>} */
  const slots = {};
  rows.forEach((row, index) => {
    const width = (scale.width - GAP) / Math.max(row.length, 1) - GAP;
    row.forEach((agency, place) => {
      slots[agency.id] = {
        x: GAP + place * (width + GAP),
        y: index === 0 ? 2 : scale.height - scale.ring - 2,
        width: Math.min(width, 420),
        height: scale.ring,
        above: index === 0,
      };
    });
  });
  return slots;
}
