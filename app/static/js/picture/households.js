// The loop drawn round people who share a home, and where its name is written.

/** @import { Outline } from "./outline.js" */
/** @import { Box, Places, Point } from "./places.js" */
import { labelBox } from "./lines.js";
import { meets } from "./meeting.js";
import { encloses, hull, LINES_BELOW } from "./places.js";

/**
 * A loop is a closed outline; where that would take in somebody who lives elsewhere, a band joins the members.
 *
 * @typedef {{ id: string, name: string, path: string, isBand: boolean, width: number, at: Point, people: string[] }} Home
 * @typedef {[Point, Point]} Stroke
 */

/** Between a plate and the outline of its home, and between that and the home's name. */
const AIR = 8;

/**
 * `plates`: the names and tallies that a home takes in, by person. `strokes` and `taken`: what its name keeps clear of.
 * `kept`: where names stood before; they stay there.
 *
 * @param {Outline["households"]} households
 * @param {Places} places
 * @param {{ plates?: Record<string, Box>, strokes?: Stroke[], taken?: Box[], kept?: Map<string, Point> }} [known]
 * @returns {Home[]}
 */
export function homes(households, places, { plates = {}, strokes = [], taken = [], kept = new Map() } = {}) {
  const { scale } = places;
  const radius = scale.symbol * 0.68;
  return households.map(({ id, name, people }) => {
    const members = people.flatMap((one) => places.people[one] ?? []);
    const others = Object.entries(places.people).flatMap(([one, at]) => (people.includes(one) ? [] : [at]));
    const rooms = people.flatMap((one) => (places.people[one] ? [roomOf(places.people[one], plates[one], scale.text, radius)] : []));
    const corners = hull(rooms.flat());
    const isBand = others.some((other) => encloses(corners, other, radius + scale.symbol * 0.45));
    const key = [id, ...people].join(" ");
    const at = kept.get(key) ?? labelPlace(name, members, rooms.flat(), { scale, radius: isBand ? 0 : radius, strokes, taken });
    kept.set(key, at);
    return { id, name, people, path: isBand ? band(members) : loop(corners, radius), isBand, width: radius * 2, at };
  });
}

/**
 * The points about which the outline turns, at a radius: it then takes in a person with their plate.
 *
 * @param {Point} at
 * @param {Box | undefined} plate
 * @param {number} text
 * @param {number} radius
 */
function roomOf(at, plate, text, radius) {
  const above = { x: at.x, y: at.y - text * 0.55 };
  if (!plate) return [above, { x: at.x, y: at.y + text * (LINES_BELOW - 1.5) }];
  const half = Math.max(0, plate.right - at.x + AIR - radius);
  const low = plate.bottom + AIR - radius;
  return [above, { x: at.x - half, y: low }, { x: at.x + half, y: low }];
}

/**
 * Beside its members on the right or the left, or below them: the first place that meets nothing; else above.
 *
 * @param {string} name
 * @param {Point[]} members
 * @param {Point[]} room
 * @param {{ scale: Places["scale"], radius: number, strokes: Stroke[], taken: Box[] }} round
 * @returns {Point}
 */
function labelPlace(name, members, room, { scale: { width, symbol, text }, radius, strokes, taken }) {
  const first = [...members].sort((one, other) => one.y - other.y || one.x - other.x)[0] ?? { x: 0, y: 0 };
  const above = { x: first.x, y: first.y - symbol * 0.5 - text * 0.8 };
  if (!members.length) return above;
  const across = [...members].sort((one, other) => one.x - other.x || other.y - one.y);
  const box = labelBox({ x: 0, y: 0 }, name, text);
  const out = radius + AIR + box.right;
  const [left, right] = [across[0] ?? first, across[across.length - 1] ?? first];
  const xs = room.map((point) => point.x);
  const beside = [
    { x: Math.max(...xs) + out, y: right.y },
    { x: Math.min(...xs) - out, y: left.y },
    above,
  ];
  return beside.find((at) => isClear(labelBox(at, name, text), width, strokes, taken)) ?? above;
}

/** @param {Box} box @param {number} width @param {Stroke[]} strokes @param {Box[]} taken */
function isClear(box, width, strokes, taken) {
  if (box.left < 0 || box.right > width) return false;
  const isFree = taken.every((one) => one.left >= box.right || one.right <= box.left || one.top >= box.bottom || one.bottom <= box.top);
  return isFree && !strokes.some(([from, to]) => meets(box, from, to));
}

/** The outline at `radius` round a convex shape. @param {Point[]} corners @param {number} radius */
function loop(corners, radius) {
  const sides = corners.map((from, index) => {
    const to = corners[(index + 1) % corners.length] ?? from;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const out = { x: ((to.y - from.y) / length) * radius, y: ((from.x - to.x) / length) * radius };
    return [
      { x: from.x + out.x, y: from.y + out.y },
      { x: to.x + out.x, y: to.y + out.y },
    ];
  });
  const arc = `A${radius} ${radius} 0 0 1 `;
  const pieces = sides.map(
    ([start, end], index) => `${index ? arc : "M"}${point(start)}L${point(end)}`,
  );
  return `${pieces.join("")}${arc}${point(sides[0]?.[0])}Z`;
}

/** Lines from each member to the nearest one before it. @param {Point[]} members */
function band(members) {
  const sorted = [...members].sort((one, other) => one.y - other.y || one.x - other.x);
  return sorted
    .map((at, index) => {
      const nearest = sorted
        .slice(0, index)
        .sort((one, other) => Math.hypot(one.x - at.x, one.y - at.y) - Math.hypot(other.x - at.x, other.y - at.y))[0];
      return `M${point(nearest ?? at)}L${point(at)}`;
    })
    .join("");
}

/** @param {Point | undefined} at */
function point(at) {
  return `${(at?.x ?? 0).toFixed(1)} ${(at?.y ?? 0).toFixed(1)}`;
}
