// The loop drawn round people who share a home.

/** @import { Outline } from "./outline.js" */
/** @import { Places, Point } from "./places.js" */
import { encloses, hull, LINES_BELOW } from "./places.js";

/**
 * A loop is a closed outline; where that would take in somebody who lives elsewhere, a band joins the members.
 *
 * @typedef {{ id: string, name: string, path: string, isBand: boolean, width: number, at: Point }} Home
 */

/**
 * @param {Outline["households"]} households
 * @param {Places} places
 * @returns {Home[]}
 */
export function homes(households, places) {
  const { scale } = places;
  const radius = scale.symbol * 0.68;
  return households.map((household) => {
    const members = household.people.flatMap((id) => places.people[id] ?? []);
    const others = Object.entries(places.people).flatMap(([id, at]) => (household.people.includes(id) ? [] : [at]));
    const corners = hull(members.flatMap((at) => roomOf(at, scale.text)));
    const isBand = others.some((other) => encloses(corners, other, radius + scale.symbol * 0.45));
    return {
      id: household.id,
      name: household.name,
      path: isBand ? band(members) : loop(corners, radius),
      isBand,
      width: radius * 2,
      at: labelPlace(members, scale),
    };
  });
}

/** A person with the name below and room for the home's name above. @param {Point} at @param {number} text */
function roomOf(at, text) {
  return [
    { x: at.x, y: at.y - text * 0.55 },
    { x: at.x, y: at.y + text * (LINES_BELOW - 1.5) },
  ];
}

/** Above the uppermost member, where nobody's years are written. @param {Point[]} members @param {Places["scale"]} scale @returns {Point} */
function labelPlace(members, { symbol, text }) {
  const first = [...members].sort((one, other) => one.y - other.y || one.x - other.x)[0] ?? { x: 0, y: 0 };
  return { x: first.x, y: first.y - symbol * 0.5 - text * 0.55 };
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
