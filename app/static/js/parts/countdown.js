// The time that is left, counted on this device from the server's anchor.

import { leftOf, minutesText, untilNextSecond } from "../wire/clock.js";
import { html, useEffect, useRef, useState } from "./markup.js";
import { t } from "../languages/words.js";

/** A timer may fire a little early; just after the turn of a second the new one is shown for certain. */
const AFTER_TURN_MS = 5;

/**
 * The milliseconds left, looked at anew with every second that ends.
 *
 * @param {import("../types").Timer} timer
 * @param {() => number} now  the server's milliseconds
 * @returns {number | undefined}
 */
export function useLeft(timer, now) {
  const [, tick] = useState(0);
  const latest = useRef({ timer, now });
  latest.current = { timer, now };
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout>} */
    let turning;
    const look = () => {
      const { timer: running, now: server } = latest.current;
      turning = setTimeout(() => {
        tick((count) => count + 1);
        look();
      }, untilNextSecond(leftOf(running, server())) + AFTER_TURN_MS);
    };
    look();
    return () => clearTimeout(turning);
  }, [timer.ends_at_ms]);
  return leftOf(timer, now());
}

/** @param {{ timer: import("../types").Timer, now: () => number }} props  `now`: the server's milliseconds */
export function Countdown({ timer, now }) {
  const left = useLeft(timer, now);
  if (left === undefined) return html`<p class="countdown countdown--untimed">${t("No time limit")}</p>`;
  const isOver = left < 0;
  return html`<p class=${`countdown${isOver ? " countdown--over" : ""}`} role="timer" aria-live="off">
    <span class="countdown__time">${minutesText(left)}</span> <span class="countdown__word">${timer.paused
      ? t("Paused") : isOver ? t("over") : t("left")}</span></p>`;
}
