// What is said of a link: it came close to an insight, or it counts with a fact too many. Never which fact.

import { html } from "./markup.js";
import { t } from "../languages/words.js";

const FIT_WORDS = {
  close: t("≈ Close: something on the table belongs here, too."),
  too_many: t("✓ It counts, with a fact more than it needs."),
};

/** @param {{ fit: keyof typeof FIT_WORDS }} props */
export function Fit({ fit }) {
  return html`<strong class="fit" data-fit=${fit}>${FIT_WORDS[fit]}</strong>`;
}
