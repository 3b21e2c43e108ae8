// For ten seconds after a move: take it back.

import { html, useEffect, useState } from "../parts/markup.js";
import { Standing } from "../parts/standing.js";
import { marked, t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

/** The server waits a little longer than the page offers it: the way there takes time, too. */
const WAY_MS = 2_000;
const TICK_MS = 250;
const OFFERED_S = 10;

/**
 * Whole seconds in which the last move may still be taken back here; 0 when it is over.
 *
 * @param {number | undefined} until_ms
 * @param {number} now
 */
export function secondsToUndo(until_ms, now) {
  if (until_ms === undefined) return 0;
  return Math.min(OFFERED_S, Math.max(0, Math.ceil((until_ms - WAY_MS - now) / 1000)));
}

/** @param {{ desk: Console }} props */
export function Undo({ desk }) {
  const { agenda, lead } = desk.view;
  const [, tick] = useState(0);
  const left = secondsToUndo(lead.undo_until_ms, desk.now());
  const isOffered = left > 0;
  useEffect(() => {
    if (!isOffered) return undefined;
    const ticking = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(ticking);
  }, [isOffered]);
  const words = desk.sending.hasMovedTo(agenda.phase.id)
    ? t("You started {step}. What people write is kept either way.")
    : t("{step} has started. What people write is kept either way.");
  const undo = () => desk.sending.send("phase", { type: "undo_move", phase_id: agenda.phase.id });
  return html`<div class=${`undo${isOffered ? "" : " undo--over"}`}>
    <p role="status">${isOffered && marked(words, { step: html`<strong>${agenda.phase.title}</strong>` })}</p>
    ${isOffered && html`<button type="button" class="button" data-key="u" onClick=${undo}>${t("Undo")}
        <span class="undo__left numbers" aria-hidden="true">${left} s</span></button>
      ${desk.sending.of("phase")?.standing !== "done" && html`<${Standing} desk=${desk} subject="phase" />`}`}
  </div>`;
}
