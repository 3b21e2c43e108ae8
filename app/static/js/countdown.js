// The time that is left, counted on this device from the server's anchor.

import { leftOf, minutesText } from "./clock.js";
import { html, useEffect, useState } from "./markup.js";
import { t } from "./words.js";

const TICK_MS = 250;

/** @param {{ timer: import("./types").Timer, now: () => number }} props  `now`: the server's milliseconds */
export function Countdown({ timer, now }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  const left = leftOf(timer, now());
  if (left === undefined) return html`<p class="countdown countdown--untimed">${t("No time limit")}</p>`;
  const isOver = left < 0;
  return html`<p class=${`countdown${isOver ? " countdown--over" : ""}`} role="timer" aria-live="off">
    <span class="countdown__time">${minutesText(left)}</span> <span class="countdown__word">${isOver ? t("over") : t("left")}</span></p>`;
}
