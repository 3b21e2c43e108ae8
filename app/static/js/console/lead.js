// Leading: the step that runs, its clock, what to say, the one next button, and the way to any other step.

import { Countdown } from "../countdown.js";
import { html, useState } from "../markup.js";
import { Coverage, RoomHealth } from "./health.js";
import { Dialog } from "../dialog.js";
import { Confirm, isPending, minutesWords, nameOf, Standing } from "./parts.js";
import { Plan } from "./plan.js";
import { t } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").Step} Step */

const MINUTE_S = 60;
const REASON_LENGTH = 200;

/** @param {{ desk: Desk }} props */
export function Lead({ desk }) {
  const { agenda, lead } = desk.view;
  const [goal, setGoal] = useState(/** @type {Step | null} */ (null));
  return html`<section class="lead-panel sheet" aria-labelledby="phase-title">
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
        disabled=${isPending({ desk, subject: "phase" })} onClick=${() => setGoal(lead.next ?? null)}>
        ${t("Next: {step}", { step: lead.next.title + minutesWords(lead.next.minutes) })}</button>`}
      ${lead.back && html`<button type="button" class="button" data-key="b" disabled=${isPending({ desk, subject: "phase" })}
        onClick=${() => setGoal(lead.back ?? null)}>${t("Back to {step}", { step: lead.back.title })}</button>`}
      <${Ready} ready=${lead.ready} kind=${agenda.phase.kind} />
      <${Standing} desk=${desk} subject="phase" />
    </div>
    <${Coverage} desk=${desk} />
    <${Plan} desk=${desk} onGo=${setGoal} />
    <${RoomHealth} desk=${desk} />
    ${goal && html`<${MoveDialog} desk=${desk} goal=${goal} onClose=${() => setGoal(null)} />`}
  </section>`;
}

/** The steps of the hour; any of them can be gone to. @param {{ desk: Desk }} props */
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
          disabled=${place === agenda.step} onClick=${() => setGoal(step)}>
          <span>${place < agenda.step ? html`<span aria-hidden="true">✓ </span>` : ""}${step.title}</span>
          <span class="steps__minutes numbers small">${step.minutes ? t("{n} min", { n: step.minutes }) : ""}</span>
        </button>
      </li>`)}
    </ol>
    ${end && !desk.view.lead.closed && html`<p><button type="button" class="button button--wide" onClick=${() => setEnding(true)}>${t("End early…")}</button></p>`}
    ${goal && html`<${MoveDialog} desk=${desk} goal=${goal} onClose=${() => setGoal(null)} />`}
    ${isEnding && end && html`<${EndDialog} desk=${desk} end=${end} onClose=${() => setEnding(false)} />`}
  </nav>`;
}

/** @param {{ desk: Desk, goal: Step, onClose: () => void }} props */
function MoveDialog({ desk, goal, onClose }) {
  // What is asked stays as it was asked, even if the workshop moves on meanwhile: then the server refuses it.
  const [{ agenda, lead }] = useState(desk.view);
  const places = Object.values(agenda.steps).findIndex((step) => step.id === goal.id) - agenda.step;
  const move = () =>
    desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: goal.id });
  const skipped = Object.values(agenda.steps).slice(agenda.step + 1, agenda.step + places).map((step) => step.title);
  const ready = desk.view.agenda.phase.id === agenda.phase.id ? desk.view.lead.ready : lead.ready;
  const waiting = places > 0 ? notReady(desk) : [];
  const step = goal.title + minutesWords(goal.minutes);
  return html`<${Confirm} title=${places < 0 ? t("Back to {step}?", { step }) : t("Go on to {step}?", { step })}
    yes=${places < 0 ? t("Go back") : t("Start it")} onYes=${move} onClose=${onClose}>
    ${places > 0 && ready && html`<p><${Ready} ready=${ready} kind=${agenda.phase.kind} /></p>`}
    ${waiting.length > 0 && html`<p>${t("Not yet: {names}.", { names: waiting.slice(0, 12).join(", ") + (waiting.length > 12 ? ` ${t("and {n} more", { n: waiting.length - 12 })}` : "") })}</p>`}
    ${skipped.length > 0 && html`<p class="notice notice--waiting"><span>${t("This skips {steps}.", { steps: skipped.join(", ") })}</span></p>`}
    ${places < 0 && html`<p>${t("Everything that was said and written stays.")}</p>`}
  </${Confirm}>`;
}

/** The way out that needs no reason. @param {{ desk: Desk, end: Step, onClose: () => void }} props */
function EndDialog({ desk, end, onClose }) {
  const [{ agenda }] = useState(desk.view);
  const move = () =>
    desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: end.id });
  return html`<${Confirm} title=${t("End now and keep everything?")} yes=${t("End it")} onYes=${move} onClose=${onClose}>
    <p>${t("The workshop goes straight to {step}. Everything that was said and written stays, and is in the report. It can be taken back for ten seconds.", { step: end.title })}</p>
  </${Confirm}>`;
}

const READY_WORDS = /** @type {Record<string, string>} */ ({
  lobby: t("seats are taken"),
  read: t("hands are read"),
  first_read: t("have given their first read"),
  second_read: t("have given their second read"),
  vote: t("have used all their votes"),
  check_out: t("have checked out"),
});

/** @param {{ ready: { n: number, of: number } | undefined, kind: string }} props */
function Ready({ ready, kind }) {
  if (!ready) return null;
  return html`<span class="ready"><progress class="meter" value=${ready.n} max=${Math.max(ready.of, 1)} aria-hidden="true"></progress>
    <strong class="numbers">${t("{n} of {of}", { n: ready.n, of: ready.of })}</strong> ${READY_WORDS[kind] ?? t("are ready")}</span>`;
}

/** Who has not yet done what the step asks of each. @param {Desk} desk @returns {string[]} */
function notReady(desk) {
  const { agenda, people } = desk.view;
  const kind = agenda.phase.kind;
  const seated = Object.entries(people).filter(([, person]) => person.seat && !person.removed && !person.left);
  const seats = Object.values(desk.view.tables).flatMap((table) => Object.entries(table.seats));
  const read = new Set(seats.filter(([, seat]) => seat.read).map(([id]) => id));
  return seated
    .filter(([, person]) =>
      (kind === "read" && !read.has(person.seat ?? "")) || (kind === "first_read" && !person.first_read) ||
      (kind === "second_read" && !person.second_read) || (kind === "check_out" && !person.checked_out))
    .map(([id]) => nameOf(desk, id));
}

/** @param {{ says: Record<string, string> }} props */
function Says({ says }) {
  const sentences = Object.values(says ?? {});
  if (!sentences.length) return null;
  return html`<div class="says"><h3 class="small quiet">${t("What to say")}</h3>
    <ul>${sentences.map((sentence, place) => html`<li key=${place}>${sentence}</li>`)}</ul>
  </div>`;
}

/** @param {{ desk: Desk }} props */
function Timer({ desk }) {
  const { agenda } = desk.view;
  const [isPausing, setPausing] = useState(false);
  const { paused, reason } = agenda.timer;
  /** @param {number} minutes */
  const extend = (minutes) =>
    desk.sending.send("timer", { type: "extend_phase", phase_id: agenda.phase.id, seconds: minutes * MINUTE_S });
  const isTimed = agenda.phase.minutes > 0;
  const keys = /** @type {Record<number, string>} */ ({ 1: "+", [-1]: "-" });
  return html`<div class="timer">
    <${Countdown} timer=${agenda.timer} now=${desk.now} />
    ${paused && html`<p class="timer__paused"><strong>${t("Paused")}</strong>${reason ? `: ${reason}` : ""}</p>`}
    <div class="cluster timer__buttons" role="group" aria-label=${t("Time")}>
      ${isTimed && [[-1, t("{n} min", { n: "−1" })], [1, t("{n} min", { n: "+1" })], [5, t("{n} min", { n: "+5" })]].map(([minutes, words]) =>
        html`<button key=${words} type="button" class="button" data-key=${keys[Number(minutes)]} onClick=${() => extend(Number(minutes))}>${words}</button>`)}
      ${paused
        ? html`<button type="button" class="button button--primary" data-key="p"
            onClick=${() => desk.sending.send("timer", { type: "resume_workshop" })}>${t("Resume")}</button>`
        : !desk.view.lead.closed && html`<button type="button" class="button" data-key="p" onClick=${() => setPausing(true)}>${t("Pause…")}</button>`}
    </div>
    <${Standing} desk=${desk} subject="timer" />
    ${isPausing && html`<${PauseDialog} desk=${desk} onClose=${() => setPausing(false)} />`}
  </div>`;
}

/** @param {{ desk: Desk, onClose: () => void }} props */
function PauseDialog({ desk, onClose }) {
  /** @param {Event} event */
  const pause = async (event) => {
    event.preventDefault();
    const reason = desk.drafts.get("pause", "");
    if (await desk.sending.send("timer", { type: "pause_workshop", reason })) desk.drafts.clear(["pause"]);
    onClose();
  };
  return html`<${Dialog} title=${t("Pause the workshop?")} onClose=${onClose}>
    <form class="stack" onSubmit=${pause}>
      <p>${t("The clock stops and phones wait. What people are typing stays.")}</p>
      <label class="field"><span class="field__label">${t("Why?")} <span class="quiet">${t("(everybody sees it; you may leave it empty)")}</span></span>
        <input class="field__box" maxlength=${REASON_LENGTH} value=${desk.drafts.get("pause", "")} dir="auto"
          onInput=${(/** @type {any} */ event) => desk.drafts.set("pause", event.currentTarget.value)} /></label>
      <p class="cluster"><button class="button button--primary">${t("Pause now")}</button>
        <button type="button" class="button" onClick=${onClose}>${t("Go on")}</button></p>
    </form>
  </${Dialog}>`;
}
