// The debrief's time is defended: a calm word when play eats it, and what could be done about it.

import { leftOf } from "../wire/clock.js";
import { html, useEffect, useState } from "../parts/markup.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Step} Step */
/** @typedef {{ late: number, left: number, of: number, isBegun: boolean }} Eaten  minutes; `isBegun`: its time has come */
/** @typedef {{ kind: "skip" | "begin", goal: Step } | { kind: "shorten", minutes: number }} Offer */

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
const KEPT_MINUTES = 1;

/**
 * How much of the debrief is eaten, or will be when every step before it takes its time; nothing while it is not.
 *
 * @param {Pick<import("../facilitator").ConsoleView, "agenda" | "lead">} view
 * @param {number} now
 * @returns {Eaten | undefined}
 */
export function eaten({ agenda, lead }, now) {
  if (!lead.plan || lead.plan.in_debrief || lead.closed) return undefined;
  const { debrief_ms, end_ms, debrief_step } = lead.plan;
  const ahead = Object.values(agenda.steps).slice(agenda.step + 1, debrief_step);
  const begins = now + Math.max(0, leftOf(agenda.timer, now) ?? 0) + ahead.reduce((sum, step) => sum + step.minutes, 0) * MINUTE_MS;
  const late = Math.round((begins - debrief_ms) / MINUTE_MS);
  const isBegun = now >= debrief_ms + MINUTE_MS;
  if (late < 1) return undefined;
  const from = isBegun ? now : begins;
  return {
    late: isBegun ? Math.floor((now - debrief_ms) / MINUTE_MS) : late,
    left: Math.max(0, Math.round((end_ms - from) / MINUTE_MS)),
    of: Math.round((end_ms - debrief_ms) / MINUTE_MS),
    isBegun,
  };
}

/**
 * What would help: leave out the look at the spread, shorten this step, begin the debrief.
 *
 * @param {Pick<import("../facilitator").ConsoleView, "agenda" | "lead">} view
 * @param {Eaten} eaten
 * @param {number} now
 * @returns {Offer[]}
 */
export function offers({ agenda, lead }, { late, isBegun }, now) {
  const steps = Object.values(agenda.steps);
  const [next, after] = steps.slice(agenda.step + 1);
  const debrief = steps[lead.plan?.debrief_step ?? -1];
  const spare = Math.floor((leftOf(agenda.timer, now) ?? 0) / MINUTE_MS) - KEPT_MINUTES;
  const minutes = Math.min(late, spare);
  /** @type {Offer[]} */
  const found = [];
  if (next?.kind === "pulse" && after) found.push({ kind: "skip", goal: after });
  if (minutes > 0) found.push({ kind: "shorten", minutes });
  if (isBegun && debrief) found.push({ kind: "begin", goal: debrief });
  return found;
}

/** @param {Eaten} eaten */
export function eatenWords({ late, left, of, isBegun }) {
  const minutes = tn("{n} minute", "{n} minutes", late);
  if (left <= 0) return t("The debrief should have started {minutes} ago, and its time is up.", { minutes });
  const kept = t("{n} of its {of} minutes", { n: left, of });
  return isBegun
    ? t("The debrief should have started {minutes} ago. It has {kept} left.", { minutes, kept })
    : t("If every step takes its full time, the debrief starts {minutes} late and keeps {kept}.", { minutes, kept });
}

/** @param {{ desk: Console, onGo: (goal: Step) => void }} props */
export function Plan({ desk, onGo }) {
  const [, look] = useState(0);
  useEffect(() => {
    const looking = setInterval(() => look((count) => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, []);
  const now = desk.now();
  const found = eaten(desk.view, now);
  return html`<div class="plan">
    <p role="status" class=${found ? "notice notice--waiting" : ""}>${found && html`<span>${eatenWords(found)}</span>`}</p>
    ${found && html`<p class="cluster">${offers(desk.view, found, now).map((offer) =>
      html`<${OfferButton} key=${offer.kind} desk=${desk} offer=${offer} onGo=${onGo} />`)}</p>`}
  </div>`;
}

/** @param {{ desk: Console, offer: Offer, onGo: (goal: Step) => void }} props */
function OfferButton({ desk, offer, onGo }) {
  const { agenda, lead } = desk.view;
  if (offer.kind === "shorten") {
    const shorten = () => desk.sending.send("timer", { type: "extend_phase", phase_id: agenda.phase.id, seconds: -60 * offer.minutes });
    return html`<button type="button" class="button" onClick=${shorten}>${t("Shorten this step by {n} min", { n: offer.minutes })}</button>`;
  }
  const words = offer.kind === "skip" ? t("Skip {step}", { step: lead.next?.title ?? "" }) : t("Start the debrief: {step}", { step: offer.goal.title });
  return html`<button type="button" class="button" onClick=${() => onGo(offer.goal)}>${words}</button>`;
}
