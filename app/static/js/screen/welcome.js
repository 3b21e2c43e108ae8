// The projector at the welcome: whom it is about, what is agreed, and what comes up in the story.

import { GROUND_RULES } from "../parts/ground_rules.js";
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */

/** @param {{ view: ScreenView }} props */
export function Welcome({ view }) {
  const { family, agenda } = view;
  const notes = Object.values(family.content_notes ?? {});
  return html`<div class="now now--wide">
    <p class="now__aim">${family.summary || agenda.phase.headline}</p>
    <div class="welcome">
      <section class="welcome__rules"><h2>${t("How we work together")}</h2>
        <ul>${GROUND_RULES.map((rule) => html`<li key=${rule}>${rule}</li>`)}</ul></section>
      ${notes.length > 0 && html`<section class="now__notes"><h2>${t("What this story touches on")}</h2>
        <ul>${notes.map((note) => html`<li key=${note}>${note}</li>`)}</ul>
        ${family.support && html`<p>${family.support}</p>`}</section>`}
    </div>
  </div>`;
}
