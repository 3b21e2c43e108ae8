// What is asked before the workshop moves, pauses or ends.

import { html, useState } from "../parts/markup.js";
import { Dialog } from "../parts/dialog.js";
import { Confirm, minutesWords } from "./parts.js";
import { notReady, readiness, Ready } from "./ready.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Step} Step */

const REASON_LENGTH = 200;

/** @param {{ desk: Console, goal: Step, onClose: () => void }} props */
export function MoveDialog({ desk, goal, onClose }) {
  // What is asked stays as it was asked, even if the workshop moves on meanwhile: then the server refuses it.
  const [asked] = useState(desk.view);
  const { agenda } = asked;
  const places = Object.values(agenda.steps).findIndex((step) => step.id === goal.id) - agenda.step;
  const move = () =>
    desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: goal.id });
  const skipped = Object.values(agenda.steps).slice(agenda.step + 1, agenda.step + places).map((step) => step.title);
  const ready = readiness(desk.view.agenda.phase.id === agenda.phase.id ? desk.view : asked);
  const waiting = places > 0 ? notReady(desk) : [];
  const step = goal.title + minutesWords(goal.minutes);
  return html`<${Confirm} title=${places < 0 ? t("Back to {step}?", { step }) : t("Start {step}?", { step })}
    yes=${places < 0 ? t("Go back") : t("Start it")} onYes=${move} onClose=${onClose}>
    ${places > 0 && html`<p><${Ready} ready=${ready} /></p>`}
    ${waiting.length > 0 && html`<p>${t("Not yet: {names}.",
      { names: waiting.slice(0, 12).join(", ") + (waiting.length > 12 ? ` ${t("and {n} more", { n: waiting.length - 12 })}` : "") })}</p>`}
    ${agenda.timer.paused && goal.kind !== "closed" && html`<p class="notice notice--waiting"><span>
      ${t("The workshop is paused. It stays paused there until you resume it.")}</span></p>`}
    ${skipped.length > 0 && html`<p class="notice notice--waiting"><span>${t("This skips {steps}.", { steps: skipped.join(", ") })}</span></p>`}
    ${places < 0 && html`<p>${t("Everything people said and wrote stays.")}</p>`}
  </${Confirm}>`;
}

/** The way out that needs no reason. @param {{ desk: Console, end: Step, onClose: () => void }} props */
export function EndDialog({ desk, end, onClose }) {
  const [{ agenda }] = useState(desk.view);
  const move = () =>
    desk.sending.send("phase", { type: "move_to_phase", from_phase_id: agenda.phase.id, phase_id: end.id });
  return html`<${Confirm} title=${t("End now and keep everything?")} yes=${t("End it")} onYes=${move} onClose=${onClose}>
    <p>${t(
      "The workshop goes straight to {step}. Everything people said and wrote stays, and is in the report. You can undo this for ten seconds.",
      { step: end.title })}</p>
  </${Confirm}>`;
}

/** @param {{ desk: Console, onClose: () => void }} props */
export function PauseDialog({ desk, onClose }) {
  /** @param {Event} event */
  const pause = async (event) => {
    event.preventDefault();
    const reason = desk.drafts.get("pause", "");
    if (await desk.sending.send("timer", { type: "pause_workshop", reason })) desk.drafts.clear(["pause"]);
    onClose();
  };
  return html`<${Dialog} title=${t("Pause the workshop?")} onClose=${onClose}>
    <form class="stack" onSubmit=${pause}>
      <p>${t("The clock stops and phones wait. What people are typing is kept.")}</p>
      <label class="field"><span class="field__label">${t("Why?")} <span class="quiet">${t("(optional; everybody sees it)")}</span></span>
        <input class="field__box" maxlength=${REASON_LENGTH} value=${desk.drafts.get("pause", "")} dir="auto"
          onInput=${(/** @type {any} */ event) => desk.drafts.set("pause", event.currentTarget.value)} /></label>
      <p class="cluster"><button class="button button--primary">${t("Pause now")}</button>
        <button type="button" class="button" onClick=${onClose}>${t("Cancel")}</button></p>
    </form>
  </${Dialog}>`;
}
