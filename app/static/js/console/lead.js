// Leading: what to say in the step that runs, how the room stands, and the way to any other step.

import { ComingBack } from "./back.js";
import { html, useState } from "../parts/markup.js";
import { OutOfReach, RoomHealth } from "./health.js";
import { EndDialog, MoveDialog } from "./moving.js";
import { Plan } from "./plan.js";
import { readiness, Ready } from "./ready.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Step} Step */

/** What to say, and how the room stands; the way on is in the bar. @param {{ desk: Console }} props */
export function Lead({ desk }) {
  const { agenda, lead } = desk.view;
  const [goal, setGoal] = useState(/** @type {Step | null} */ (null));
  return html`<section class="lead-panel sheet" aria-label=${t("What to say")} data-home="lead">
    <${ComingBack} desk=${desk} />
    <${Paused} timer=${agenda.timer} />
    <p class="quiet">${agenda.phase.aim}</p>
    <${Says} says=${lead.says} />
    ${!lead.closed && html`<${Ready} ready=${readiness(desk.view)} />`}
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
