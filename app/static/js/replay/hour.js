// A table's hour moment by moment: its picture at each, and where one is in it. Pure: knows neither page nor clock.

/** @import { Hour, Led, Moment, MomentKind, Table } from "../types" */
import { merged } from "../wire/view_store.js";

/** The whole hour plays in so long. */
const PLAY_MS = 60_000;
/** Without motion it steps: so long it stands still in between. */
const STEP_MS = 5_000;

/** @typedef {{ moment: number, since?: number }} Place  where somebody is; `since`: it plays, and was there then */

/**
 * The picture at each moment. What did not change from one to the next is the same object.
 * @param {Hour} hour
 * @returns {Table[]}
 */
export function picturesOf({ moments, seats }) {
  /** @type {unknown} */
  let picture = {};
  return moments.map(({ patch }) => {
    picture = merged(picture, patch);
    return /** @type {Table} */ ({ .../** @type {object} */ (picture), seats });
  });
}

/** No moment is beyond the last. @param {readonly Moment[]} moments @param {number} moment */
function within(moments, moment) {
  return Math.max(0, Math.min(moment, moments.length - 1));
}

/**
 * The next moment of these kinds, or (`by` −1) the one before; nothing when there is none.
 * @param {readonly Moment[]} moments
 * @param {number} from
 * @param {1 | -1} by
 * @param {readonly MomentKind[]} kinds
 * @returns {number | undefined}
 */
export function neighbour(moments, from, by, kinds) {
  for (let at = from + by; at >= 0 && at < moments.length; at += by) {
    const one = moments[at];
    if (one && kinds.includes(one.kind)) return at;
  }
  return undefined;
}

/**
 * Where a place is by now: it stays, or plays on from there, the whole hour in a minute.
 * @param {readonly Moment[]} moments
 * @param {Place} place
 * @param {number} now
 * @param {boolean} isStill  in steps, without motion
 * @returns {number}
 */
export function playedTo(moments, { moment, since }, now, isStill) {
  const from = within(moments, moment);
  if (since === undefined) return from;
  const ran = Math.max(0, now - since);
  const share = (isStill ? Math.floor(ran / STEP_MS) * STEP_MS : ran) / PLAY_MS;
  const last = moments.length - 1;
  const whole = moments[last]?.s ?? 0;
  if (whole === 0) return within(moments, from + Math.floor(share * last)); // all of it in one second
  const second = (moments[from]?.s ?? 0) + share * whole;
  let at = from;
  while (at < last && (moments[at + 1]?.s ?? 0) <= second) at += 1;
  return at;
}

/** Whether it plays and has not come to its end. @param {readonly Moment[]} moments @param {Place} place @param {number} at */
export function isPlaying(moments, place, at) {
  return place.since !== undefined && at < moments.length - 1;
}

/** What is shown to everybody, as a place. @param {Led} led @returns {Place} */
export function placeOf({ moment = 0, since_ms }) {
  return since_ms === undefined ? { moment } : { moment, since: since_ms };
}
