// Leading: the step that runs, its clock, what to say, the one next button, and the way to any other step.

import { ComingBack } from "./back.js";
import { Countdown } from "../parts/countdown.js";
import { html, useState } from "../parts/markup.js";
import { OutOfReach, RoomHealth } from "./health.js";
import { EndDialog, MoveDialog, PauseDialog } from "./moving.js";
import { isPending, Standing } from "../parts/standing.js";
import { minutesWords } from "./parts.js";
import { Plan } from "./plan.js";
import { isAllDone, readiness, Ready, silent } from "./ready.js";
import { Undo } from "./undo.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Step} Step */

const MINUTE_S = 60;

/** @param {{ desk: Console }} props */
export function Lead({ desk }) {
  const { agenda, lead } = desk.view;
  const [goal, setGoal] = useState(/** @type {Step | null} */ (null));
  const isMoving = isPending({ desk, subject: "phase" });
  /** @param {Step | undefined} step */
  const ask = (step) => !isMoving && setGoal(step ?? null);
  // Where everybody is done there is nothing to ask: for a moment the move can be taken back.
  const goOn = () => {
    if (!lead.next || isMoving) return;
    if (!isAllDone(desk.view)) ask(lead.next);
    else desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: lead.next.id });
  };
  return html`<section class="lead-panel sheet" aria-labelledby="phase-title" data-home="lead">
    <${ComingBack} desk=${desk} />
    <${Paused} timer=${agenda.timer} />
    <div class="lead-panel__now">
      <div class="lead-panel__phase">
        <p class="quiet small">${t("Step {n} of {of}", { n: agenda.step + 1, of: Object.keys(agenda.steps).length })}</p>
        <h2 id="phase-title">${agenda.phase.title}</h2>
        <p class="quiet">${agenda.phase.aim}</p>
      </div>
      <${Timer} desk=${desk} />
      <${Says} says=${lead.says} />
    </div>
    <div class="lead-panel__next cluster">
      ${lead.closed && html`<a class="button button--primary button--large" href=${desk.links.report}>${t("Open the report")}</a>`}
      ${lead.next && html`<button type="button" class="button button--primary button--large" id="next" data-key="n"
        aria-disabled=${isMoving} onClick=${goOn}>
        ${t("Next: {step}", { step: lead.next.title + minutesWords(lead.next.minutes) })}</button>`}
      <${Undo} desk=${desk} />
      ${lead.back && html`<button type="button" class="button" data-key="b" aria-disabled=${isMoving}
        onClick=${() => ask(lead.back)}>${t("Back to {step}", { step: lead.back.title })}</button>`}
      ${!lead.closed && html`<${Ready} ready=${readiness(desk.view)} />`}
      <${Standing} desk=${desk} subject="phase" />
    </div>
    <${OutOfReach} desk=${desk} />
    <${Plan} desk=${desk} onGo=${setGoal} />
    <${RoomHealth} desk=${desk} />
    ${goal && html`<${MoveDialog} desk=${desk} goal=${goal} onClose=${() => setGoal(null)} />`}
  </section>`;
}

/** The steps of the hour; any of them can be gone to. @param {{ desk: Console }} props */
export function Steps({ desk }) {
  const { agenda } = desk.view;
  const [goal, setGoal] = useState(/** @type {Step | null} */ (null));
  const [isEnding, setEnding] = useState(false);
  const end = Object.values(agenda.steps).find((step) => step.kind === "closed");
  return html`<nav class="steps sheet sheet--flat" aria-labelledby="steps-title">
    <h2 id="steps-title" class="lead">${t("The hour")}</h2>
    <ol class="steps__list">
      ${Object.values(agenda.steps).map((step, place) => html`<li key=${step.id}>
        <button type="button" class="steps__step" aria-current=${place === agenda.step ? "step" : undefined}
          aria-disabled=${place === agenda.step} onClick=${() => place !== agenda.step && setGoal(step)}>
          <span aria-hidden="true">${place < agenda.step ? "✓" : ""}</span><span>${step.title}</span>
          ${step.minutes > 0 && html`<span class="steps__minutes numbers small"><span aria-hidden="true">${step.minutes}′</span>
            <span class="only-read">${t("{n} min", { n: step.minutes })}</span></span>`}
        </button>
      </li>`)}
    </ol>
    ${end && !desk.view.lead.closed && html`<p class="steps__end"><button type="button" class="button button--wide"
      onClick=${() => setEnding(true)}>${t("End early…")}</button></p>`}
    ${goal && html`<${MoveDialog} desk=${desk} goal=${goal} onClose=${() => setGoal(null)} />`}
    ${isEnding && end && html`<${EndDialog} desk=${desk} end=${end} onClose=${() => setEnding(false)} />`}
  </nav>`;
}

/** Who has put nothing on the table yet, beside the clock. @param {{ desk: Console }} props */
function Silent({ desk }) {
  const tables = silent(desk.view);
  return tables.length > 0 && html`<p class="timer__silent small">${t("Not heard yet: {names}", { names: tables.join(" · ") })}</p>`;
}

/** @param {{ says: Record<string, string> }} props */
function Says({ says }) {
  const sentences = Object.values(says ?? {});
  if (!sentences.length) return null;
  return html`<div class="says"><h3 class="small quiet">${t("What to say")}</h3>
    <ul>${sentences.map((sentence, place) => html`<li key=${place}>${sentence}</li>`)}</ul>
  </div>`;
}

/** Over the whole width, however long the reason. @param {{ timer: import("../types").Timer }} props */
function Paused({ timer }) {
  if (!timer.paused) return null;
  return html`<p class="timer__paused"><strong>${t("Paused")}</strong>${timer.reason && html`: <span dir="auto">${timer.reason}</span>`}</p>`;
}

/** @param {{ desk: Console }} props */
function Timer({ desk }) {
  const { agenda } = desk.view;
  const [isPausing, setPausing] = useState(false);
  const { paused } = agenda.timer;
  /** @param {number} minutes */
  const extend = (minutes) =>
    desk.sending.send("timer", { type: "extend_phase", phase_id: agenda.phase.id, seconds: minutes * MINUTE_S }, { counts: true });
  const isTimed = agenda.phase.minutes > 0;
  const keys = /** @type {Record<number, string>} */ ({ 1: "+", [-1]: "-" });
  return html`<div class="timer">
    <${Countdown} timer=${agenda.timer} now=${desk.now} />
    <div class="cluster timer__buttons" role="group" aria-label=${t("Time")}>
      ${isTimed && [[-1, t("{n} min", { n: "−1" })], [1, t("{n} min", { n: "+1" })], [5, t("{n} min", { n: "+5" })]].map(([minutes, words]) =>
        html`<button key=${words} type="button" class="button" data-key=${keys[Number(minutes)]} onClick=${() => extend(Number(minutes))}>${words}</button>`)}
      ${paused
        ? html`<button type="button" class="button button--primary" data-key="p"
            onClick=${() => desk.sending.send("timer", { type: "resume_workshop" })}>${t("Resume")}</button>`
        : !desk.view.lead.closed && html`<button type="button" class="button" data-key="p" onClick=${() => setPausing(true)}>${t("Pause…")}</button>`}
    </div>
    <${Silent} desk=${desk} />
    <${Standing} desk=${desk} subject="timer" />
    ${isPausing && html`<${PauseDialog} desk=${desk} onClose=${() => setPausing(false)} />`}
  </div>`;
}
