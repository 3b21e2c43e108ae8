// Where a replay is by now: looked at again while it plays.

/** @import { Moment } from "../types" */
import { useEffect, useState } from "../parts/markup.js";
import { isPlaying, playedTo } from "./hour.js";

const LOOK_EVERY_MS = 200;

/** Whether people have asked for less motion: then it steps. */
function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * @param {readonly Moment[]} moments
 * @param {import("./hour.js").Place} place
 * @param {() => number} now
 * @returns {{ at: number, plays: boolean }}
 */
export function usePlayed(moments, place, now) {
  const [, look] = useState(0);
  const at = playedTo(moments, place, now(), isStill());
  const plays = isPlaying(moments, place, at);
  useEffect(() => {
    if (!plays) return undefined;
    const looking = setInterval(() => look((count) => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, [plays]);
  return { at, plays };
}
