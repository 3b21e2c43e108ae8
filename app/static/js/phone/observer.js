// What to watch for, for those who observe: a few questions for each stretch of the hour, to be told in the debrief.

import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const NOTES_LENGTH = 600;

const PROMPTS = {
  before: [
    t("You hold no facts and aren't counted in any figure. Sit where you can hear a whole table, and say nothing about the family."),
    t("Guess now, for yourself: which role will speak first, and which will be asked least?"),
  ],
  sharing: [
    t("Who do people look at when somebody says “we should know more”? Who don't they look at?"),
    t("Note one fact that was said but not picked up. What did people talk about instead?"),
    t("Does somebody start to say something and stop? What happened just before?"),
    t("How often do people repeat a fact that everybody already knows?"),
    t("When does the table settle on a story? What would have to be said to change it?"),
    t("Whose voice is missing: a child's, the family's, an agency's?"),
    t("What makes it easier to share: a question, a promise, somebody's tone?"),
  ],
  after: [
    t("Say what you saw and heard, not what you think of anybody."),
    t("Start with something that helped. Then name one moment when the picture could have grown sooner."),
    t("Offer one of your notes as a barrier: nobody sees who wrote it."),
  ],
};

/** @param {{ phone: Phone }} props */
export function ObserverSheet({ phone }) {
  const { agenda, mine } = phone.view;
  if (!mine.observer || agenda.phase.kind === "closed") return null;
  const prompts = PROMPTS[agenda.phase.part];
  return html`
    <details class="sheet" open>
      <summary>${t("What to watch for")}</summary>
      <ul class="stitch">${prompts.map((prompt) => html`<li key=${prompt}>${prompt}</li>`)}</ul>
      <label class="field"><span class="field__label">${t("Your notes")} <span class="quiet">${t("(they stay on this phone)")}</span></span>
        <textarea class="field__box" rows="3" maxlength=${NOTES_LENGTH} dir="auto" value=${phone.drafts.get("observer:notes", "")}
          onInput=${(/** @type {any} */ event) => phone.drafts.set("observer:notes", event.currentTarget.value)}></textarea></label>
    </details>
  `;
}
