// For ten seconds after a move: undo it. The offer takes the place of the way back, so that nothing jumps.

import { html, useEffect, useState } from "../parts/markup.js";
import { marked, t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {{ isOffered: boolean, left: number, words: unknown }} Undo  `left`: whole seconds; `words`: what was moved */

/** The server waits a little longer than the page offers it: the way there takes time, too. */
const WAY_MS = 2_000;
const TICK_MS = 250;
const OFFERED_S = 10;

/**
 * Whole seconds in which the last move may still be undone here; 0 when it is over.
 *
 * @param {number | undefined} until_ms
 * @param {number} now
 */
export function secondsToUndo(until_ms, now) {
  if (until_ms === undefined) return 0;
  return Math.min(OFFERED_S, Math.max(0, Math.ceil((until_ms - WAY_MS - now) / 1000)));
}

/** How the offer stands, looked at four times a second while it is made. @param {Console} desk @returns {Undo} */
export function useUndo(desk) {
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
    ? t("You started “{step}”. What people write is kept either way.")
    : t("“{step}” has started. What people write is kept either way.");
  return { isOffered, left, words: isOffered && marked(words, { step: html`<strong>${agenda.phase.title}</strong>` }) };
}

/** @param {{ desk: Console, undo: Undo }} props */
export function UndoButton({ desk, undo }) {
  const send = () => desk.sending.send("phase", { type: "undo_move", phase_id: desk.view.agenda.phase.id });
  return html`<button type="button" class="button undo" data-key="u" onClick=${send}>${t("Undo")}
    <span class="undo__left numbers" aria-hidden="true">${undo.left} s</span></button>`;
}
