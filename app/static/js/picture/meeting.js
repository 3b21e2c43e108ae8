// Whether what is written meets a line.

/** @import { Box, Point } from "./places.js" */

/** The straight strokes of path data of the letters M, L, H and V. @param {string} path @returns {[Point, Point][]} */
export function strokesIn(path) {
  /** @type {[Point, Point][]} */
  const strokes = [];
  let at = { x: 0, y: 0 };
  for (const [, letter, first, second] of path.matchAll(/([MLHV])(-?[\d.]+)(?:[ ,](-?[\d.]+))?/g)) {
    const to = letter === "H" ? { x: Number(first), y: at.y } : letter === "V" ? { x: at.x, y: Number(first) } : { x: Number(first), y: Number(second) };
    if (letter !== "M") strokes.push([at, to]);
    at = to;
  }
  return strokes;
}

/** Whether a stroke runs through a box. @param {Box} box @param {Point} from @param {Point} to */
export function meets({ left, right, top, bottom }, from, to) {
  let [enters, leaves] = [0, 1];
  for (const [start, way, least, most] of [[from.x, to.x - from.x, left, right], [from.y, to.y - from.y, top, bottom]]) {
    if (way === 0) {
      if (start <= least || start >= most) return false;
      continue;
    }
    const [one, other] = [(least - start) / way, (most - start) / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters < leaves;
}
