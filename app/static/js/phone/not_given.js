// A read whose step ended before it was given.

import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

/** In the step after a read: an answer that somebody had begun, and not given. @param {{ phone: Phone }} props */
export function NotGiven({ phone }) {
  const { agenda, mine } = phone.view;
  const steps = Object.values(agenda.steps);
  const before = steps[steps.findIndex((step) => step.id === agenda.phase.id) - 1]?.kind;
  if ((before !== "first_read" && before !== "second_read") || mine.observer || mine[before]) return null;
  const isBegun = phone.drafts.get(`${before}:need`, -1) >= 0 || ["option", "line"].some((part) => phone.drafts.get(`${before}:${part}`, ""));
  return isBegun && html`<p class="notice notice--waiting banner" role="status"><span>
    ${t("The step ended before you gave your answer. What you entered is kept. If it matters, ask the facilitator to go back.")}</span></p>`;
}
