// Where everything on the drawing stands. Places depend on the family alone, so nothing moves as facts arrive.

/** @import { Family } from "../types" */
/** @import { Agency, PersonKnown } from "./outline.js" */

/**
 * Measures of a drawing, in its own units. `names`: whether agencies are named on the drawing itself.
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 * @typedef {{ width: number, height: number, symbol: number, text: number, ring: number, names: boolean, tally: number }} Scale
 * @typedef {Point & { width: number, height: number, above: boolean }} Slot
 * @typedef {{ scale: Scale, people: Record<string, Point>, slots: Record<string, Slot>, step: number, settled: string[] }} Places
 *   `settled`: those who are there from the start; `step`: the room from one person to the nearest one beside them.
 */

/** The smallest drawing; a wider or older family has a larger one, seen from further away. @type {Record<"large" | "small", Scale>} */
export const SCALES = {
  large: { width: 1200, height: 790, symbol: 74, text: 28, ring: 62, names: true, tally: 49 },
  small: { width: 660, height: 760, symbol: 66, text: 25, ring: 48, names: false, tally: 41 },
};
const GAP = 12;
/** Between neighbours: room for a name and three tallies. Between generations: for those, lines and a home's name. */
const LEAST_STEP = { across: 118, down: 186 };
/** How many units below a person's symbol its name and tallies reach, in lines of text. */
export const LINES_BELOW = 2.7;

/**
 * @param {Family} family
 * @param {PersonKnown[]} people
 * @param {Agency[]} agencies
 * @param {"large" | "small"} size
 * @returns {Places}
 */
export function places(family, people, agencies, size) {
  const scale = roomy(SCALES[size], family.extent);
  const placed = placePeople(family, people, scale);
  const step = nearest(Object.values(placed), scale);
  return { scale, people: placed, slots: placeAgencies(agencies, scale), step, settled: Object.keys(family.people) };
}

/**
 * The same shape, enlarged until nobody stands on a neighbour.
 *
 * @param {Scale} scale
 * @param {Family["extent"]} extent
 * @returns {Scale}
 */
function roomy(scale, { left, right, top, bottom }) {
  const { side, above, below } = margins(scale);
  const wide = (2 * side + (right - left) * LEAST_STEP.across) / scale.width;
  const high = (above + below + (bottom - top) * LEAST_STEP.down) / scale.height;
  const more = Math.max(1, wide, high);
  return { ...scale, width: Math.round(scale.width * more), height: Math.round(scale.height * more) };
}

/** What is kept free round the family: for the ring of agencies, and for names. @param {Scale} scale */
function margins({ ring, symbol, text, names }) {
  return {
    side: (names ? 1.35 : 1.25) * symbol,
    above: ring + symbol / 2 + 1.2 * GAP + text,
    below: ring + GAP + symbol / 2 + LINES_BELOW * text,
  };
}

/** @param {Family} family @param {PersonKnown[]} people @param {Scale} scale */
function placePeople(family, people, scale) {
  const { left, right, top, bottom } = family.extent;
  const { side, above, below } = margins(scale);
  const across = stretch(left, right, side, scale.width - side, 240);
  const down = stretch(top, bottom, above, scale.height - below, 240);
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

/**
 * The room a person takes, with their name and tallies: what nothing else is written on.
 *
 * @param {Point} at
 * @param {Places} places
 * @returns {Box}
 */
export function personBox(at, { scale: { symbol, text }, step }) {
  const half = Math.min(step, 2 * symbol) / 2;
  return { left: at.x - half, right: at.x + half, top: at.y - symbol / 2, bottom: at.y + symbol / 2 + text * 2.9 };
}

/**
 * The corners of the smallest convex shape around these points, in turning order.
 *
 * @param {Point[]} points
 * @returns {Point[]}
 */
export function hull(points) {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y);
  if (sorted.length < 3) return sorted;
  const lower = halfHull(sorted);
  const upper = halfHull([...sorted].reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** @param {Point[]} sorted @returns {Point[]} */
function halfHull(sorted) {
  /** @type {Point[]} */
  const corners = [];
  for (const point of sorted) {
    while (corners.length > 1 && turn(at(corners, -2), at(corners, -1), point) <= 0) corners.pop();
    corners.push(point);
  }
  return corners;
}

/** @param {Point[]} points @param {number} index @returns {Point} */
function at(points, index) {
  return points[index < 0 ? points.length + index : index] ?? { x: 0, y: 0 };
}

/** Twice the signed area of a triangle: above 0 when it turns left. @param {Point} a @param {Point} b @param {Point} c */
function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/**
 * Whether a point lies inside a convex shape or nearer to it than `margin`.
 *
 * @param {Point[]} corners
 * @param {Point} point
 * @param {number} margin
 */
export function encloses(corners, point, margin) {
  if (corners.length > 2) {
    const turns = corners.map((corner, index) => turn(corner, at(corners, (index + 1) % corners.length), point));
    if (turns.every((value) => value >= 0) || turns.every((value) => value <= 0)) return true;
  }
  return corners.some(
    (corner, index) => distanceTo(corner, at(corners, (index + 1) % corners.length), point) < margin,
  );
}

/** @param {Point} a @param {Point} b @param {Point} point */
function distanceTo(a, b, point) {
  const lengthSquared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1;
  const along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / lengthSquared;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - a.x - share * (b.x - a.x), point.y - a.y - share * (b.y - a.y));
}
