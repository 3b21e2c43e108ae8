// What changed is drawn in turns, a moment apart: one frame with all of it would take too long on a slow computer,
// and frames on each other's heels wait for one another. One queue for the page; each turn waits for the one before it.

import { useEffect, useMemo, useRef, useState } from "../parts/markup.js";

const TURN_MS = 60;

/** Who waits for a turn, in the order of asking. @type {Set<() => void>} */
let waiting = new Set();
let isTurning = false;

/** To draw in a turn of its own, the next one where it `isUrgent`. @param {() => void} draw @param {boolean} [isUrgent] */
function inTurn(draw, isUrgent) {
  waiting = isUrgent ? new Set([draw, ...waiting]) : waiting.add(draw);
  if (!isTurning) nextTurn();
}

function nextTurn() {
  isTurning = waiting.size > 0;
  if (isTurning) setTimeout(() => requestAnimationFrame(takeTurn), TURN_MS);
}

/** The pause to the next turn begins when this one has been drawn: a message waits until the frame is made. */
function takeTurn() {
  const [draw] = waiting;
  if (draw) waiting.delete(draw);
  drawn.port2.postMessage(null);
  draw?.();
}

const drawn = new MessageChannel();
drawn.port1.onmessage = nextTurn;

/**
 * The value, a turn after it came; of several that came since then the newest, and at first the first one.
 * Parts of a page that get a value together take their turns in the order of the markup.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
export function useInTurn(value) {
  const [shown, setShown] = useState(() => value);
  const latest = useRef(value);
  latest.current = value;
  const draw = useMemo(() => () => setShown(() => latest.current), []);
  useEffect(() => {
    if (shown !== value) inTurn(draw);
  }, [value]);
  useEffect(() => () => void waiting.delete(draw), []);
  return shown;
}
