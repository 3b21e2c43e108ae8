// What changed is drawn in turns, a moment apart: one frame with all of it would take too long on a slow computer,
// and frames on each other's heels wait for one another.

import { useEffect, useRef, useState } from "../markup.js";

const TURN_MS = 60;

/**
 * The value as it was so many turns ago; of several that came since then the newest, and at first the first one.
 *
 * @template T
 * @param {T} value
 * @param {number} turns
 * @returns {T}
 */
export function useInTurn(value, turns) {
  const [shown, setShown] = useState(() => value);
  const latest = useRef(value);
  const [timer, frame] = [useRef(0), useRef(0)];
  latest.current = value;
  useEffect(() => {
    if (timer.current || shown === value) return;
    timer.current = setTimeout(() => {
      frame.current = requestAnimationFrame(() => {
        timer.current = 0;
        setShown(() => latest.current);
      });
    }, turns * TURN_MS);
  }, [value]);
  useEffect(() => () => {
    clearTimeout(timer.current);
    cancelAnimationFrame(frame.current);
  }, []);
  return shown;
}
