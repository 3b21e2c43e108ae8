// The only threads that stay: a running stitch through the buttons of each insight.

/** @import { Point } from "./places.js" */

/** How far the stitch bows out, for its length; what is near is joined almost straight. */
const BOW = 0.16;

/**
 * From the leftmost button to the next and on, each stretch bowed upwards.
 *
 * @param {Point[]} points
 * @returns {string}
 */
export function stitchPath(points) {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y);
  return sorted.slice(1).map((to, place) => {
    const from = sorted[place] ?? to;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [x, y] = [(from.x + to.x) / 2 + ((to.y - from.y) / length) * length * BOW, (from.y + to.y) / 2 - ((to.x - from.x) / length) * length * BOW];
    return `${place ? "" : `M${round(from)}`}Q${round({ x, y })} ${round(to)}`;
  }).join("");
}

/** @param {Point} at */
function round({ x, y }) {
  return `${Math.round(x)} ${Math.round(y)}`;
}
