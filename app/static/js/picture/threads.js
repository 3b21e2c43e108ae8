// The threads from agencies to people. Each goes round whoever it is not about: straight through somebody it
// would say that the agency knows of them.

/** @import { Places, Point, Slot } from "./places.js" */

/** How far from the middle of somebody else a thread keeps, in symbols. */
const CLEAR = 0.8;
/** How far from a thread's ends somebody must stand to be gone round. */
const ENDS = 0.08;
/** How far out a thread may bow, for its length. */
const MOST = 0.5;

/**
 * From the agency's edge to a person or to a button, round whoever it is not about.
 *
 * @param {Slot} slot
 * @param {Point} at
 * @param {Places} places
 * @param {{ about: string[], gap: number }} how  `gap`: how far from the middle of what it leads to it ends
 */
export function threadPath(slot, at, places, { about, gap }) {
  const [from, to] = ends(slot, at, gap);
  const out = bowed(from, to, othersAt(places, about), places.scale.symbol * CLEAR);
  if (out === 0) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const x = (from.x + to.x) / 2 - ((to.y - from.y) / length) * out;
  const y = (from.y + to.y) / 2 + ((to.x - from.x) / length) * out;
  return `M${from.x} ${from.y}Q${Math.round(x)} ${Math.round(y)} ${to.x} ${to.y}`;
}

/** Those who were there from the start: for a newcomer no thread moves. @param {Places} places @param {string[]} about */
function othersAt(places, about) {
  return places.settled.filter((id) => !about.includes(id)).flatMap((id) => places.people[id] ?? []);
}

/** @param {Slot} slot @param {Point} at @param {number} gap @returns {[Point, Point]} */
function ends(slot, at, gap) {
  const from = { x: Math.round(slot.x + slot.width / 2), y: slot.above ? slot.y + slot.height : slot.y };
  const length = Math.hypot(at.x - from.x, at.y - from.y) || 1;
  const share = Math.max(0, (length - gap) / length);
  return [
    from,
    { x: Math.round(from.x + (at.x - from.x) * share), y: Math.round(from.y + (at.y - from.y) * share) },
  ];
}

/**
 * How far out the middle of the bow's control lies, to its left or right, so that it keeps clear of the one it
 * comes nearest to; 0 where the straight way is clear.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {Point[]} others
 * @param {number} clear
 */
function bowed(from, to, others, clear) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  let out = 0;
  for (const at of others) {
    const share = ((at.x - from.x) * along.x + (at.y - from.y) * along.y) / length;
    const beside = (at.y - from.y) * along.x - (at.x - from.x) * along.y;
    if (share <= ENDS || share >= 1 - ENDS || Math.abs(beside) >= clear) continue;
    const needed = ((clear - Math.abs(beside)) / (2 * share * (1 - share))) * (beside >= 0 ? -1 : 1);
    if (Math.abs(needed) > Math.abs(out)) out = needed;
  }
  return Math.max(-MOST * length, Math.min(MOST * length, out));
}
