// The one bar that leads: the step, its clock, and the way on. It stays at the top, however far one scrolls.

import { Countdown } from "../parts/countdown.js";
import { html, useState } from "../parts/markup.js";
import { isPending, Standing } from "../parts/standing.js";
import { MoveDialog, PauseDialog } from "./moving.js";
import { minutesWords } from "./parts.js";
import { isAllDone, silent } from "./ready.js";
import { setScreen } from "./screens.js";
import { UndoButton, useUndo } from "./undo.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Step} Step */

const MINUTE_S = 60;
/** The minutes that can be added or taken off, each with its key. */
const MORE = [
  { minutes: -1, shown: "−1", key: "-" },
  { minutes: 1, shown: "+1", key: "+" },
  { minutes: 5, shown: "+5", key: undefined },
];

/** @param {{ desk: Console }} props */
export function Bar({ desk }) {
  const { agenda, lead } = desk.view;
  const [goal, setGoal] = useState(/** @type {Step | null} */ (null));
  const isMoving = isPending({ desk, subject: "phase" });
  const undo = useUndo(desk);
  const ask = (/** @type {Step | undefined} */ step) => !isMoving && setGoal(step ?? null);
  // Where everybody is done there is nothing to ask: for a moment the move can be taken back.
  const goOn = () => {
    if (!lead.next || isMoving) return;
    if (!isAllDone(desk.view)) ask(lead.next);
    else desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: lead.next.id });
  };
  return html`<section class="leadbar" aria-labelledby="phase-title" data-home="bar">
    <div class="leadbar__step">
      <h2 id="phase-title">${agenda.phase.title}</h2>
      <${Below} desk=${desk} undo=${undo} />
    </div>
    <${Clock} desk=${desk} />
    <div class="leadbar__moves">
      ${undo.isOffered ? html`<${UndoButton} desk=${desk} undo=${undo} />`
        : lead.back && html`<button type="button" class="button" data-key="b" aria-disabled=${isMoving}
          aria-label=${t("Back to {step}", { step: lead.back.title })} onClick=${() => ask(lead.back)}>${t("Back")}</button>`}
      ${lead.closed && html`<a class="button button--primary" href=${desk.links.report}>${t("Open the report")}</a>`}
      ${lead.next && html`<button type="button" class="button button--primary" id="next" data-key="n"
        aria-disabled=${isMoving} onClick=${goOn}>${t("Next: {step}", { step: lead.next.title + minutesWords(lead.next.minutes) })}</button>`}
    </div>
    ${goal && html`<${MoveDialog} desk=${desk} goal=${goal} onClose=${() => setGoal(null)} />`}
  </section>`;
}

/**
 * The line below the step: what was just moved, how a command stands, who was not heard yet, or which step it is.
 * It is always one line high at least, so that nothing jumps.
 *
 * @param {{ desk: Console, undo: import("./undo.js").Undo }} props
 */
function Below({ desk, undo }) {
  const { agenda } = desk.view;
  const tables = silent(desk.view);
  const isSaid = (/** @type {string} */ subject) => desk.sending.of(subject) && !(undo.isOffered && desk.sending.of(subject)?.standing === "done");
  return html`<div class="leadbar__below small">
    <p role="status">${undo.words}</p>
    ${["phase", "timer"].map((subject) => isSaid(subject) && html`
      <span key=${subject} class=${`leadbar__said--${subject}`}><${Standing} desk=${desk} subject=${subject} /></span>`)}
    ${!undo.isOffered && (tables.length > 0
      ? html`<p class="leadbar__silent">${t("Not heard yet: {names}", { names: tables.join(" · ") })}</p>`
      : html`<p class="quiet">${t("Step {n} of {of}", { n: agenda.step + 1, of: Object.keys(agenda.steps).length })}</p>`)}
  </div>`;
}

/** The time that is left, and what can be done to it. @param {{ desk: Console }} props */
function Clock({ desk }) {
  const { agenda, lead } = desk.view;
  const [isPausing, setPausing] = useState(false);
  const { blank = false } = lead.screen ?? {};
  /** @param {number} minutes */
  const extend = (minutes) =>
    desk.sending.send("timer", { type: "extend_phase", phase_id: agenda.phase.id, seconds: minutes * MINUTE_S }, { counts: true });
  return html`<div class="leadbar__clock" role="group" aria-label=${t("Time")}>
    <${Countdown} timer=${agenda.timer} now=${desk.now} />
    ${agenda.phase.minutes > 0 && MORE.map(({ minutes, shown, key }) => html`<button key=${minutes} type="button" class="button leadbar__minute"
      data-key=${key} aria-label=${t("{n} min", { n: shown })} onClick=${() => extend(minutes)}>${shown}</button>`)}
    ${agenda.timer.paused
      ? html`<button type="button" class="button button--primary" data-key="p"
          onClick=${() => desk.sending.send("timer", { type: "resume_workshop" })}>${t("Resume")}</button>`
      : !lead.closed && html`<button type="button" class="button" data-key="p" onClick=${() => setPausing(true)}>${t("Pause…")}</button>`}
    <button type="button" class="button" aria-pressed=${blank} onClick=${() => setScreen(desk, { is_blank: !blank })}>${t("Blank")}</button>
    ${isPausing && html`<${PauseDialog} desk=${desk} onClose=${() => setPausing(false)} />`}
  </div>`;
}
