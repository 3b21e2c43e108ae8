// How many facts can be read in the room there is.

/** @typedef {{ n: number, lines: number }} Fit  so many items can be seen, each cut after so many lines; 0: none is cut */

/** A fact is cut to fewer lines than the most where that lets another one in. */
const MOST_LINES = 4;
const LEAST_LINES = 2;

/**
 * As many items as can be: whole where all are, else each cut, after as many lines as costs no item.
 *
 * @param {number[]} heights  of the items' whole texts
 * @param {number} room
 * @param {number} line
 * @param {number} gap
 * @returns {Fit}
 */
export function fitting(heights, room, line, gap) {
  /** @param {number} most */
  const count = (most) => {
    let end = -gap;
    const first = heights.findIndex((height) => (end += gap + Math.min(height, most)) > room + 1);
    return first < 0 ? heights.length : first;
  };
  if (count(Infinity) === heights.length) return { n: heights.length, lines: 0 };
  let best = { n: count(LEAST_LINES * line), lines: LEAST_LINES };
  for (let lines = LEAST_LINES + 1; lines <= MOST_LINES; lines += 1) {
    const n = count(lines * line);
    if (n >= best.n) best = { n, lines };
  }
  return best.n ? best : { n: count(line), lines: 1 };
}
