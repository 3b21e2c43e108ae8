// Where a barrier is law or consent: the matching golden rule in plain words. A prompt, never a verdict.

import { html } from "./markup.js";
import { t } from "../languages/words.js";

/** @type {Record<string, string>} */
const RULES = {
  law: t("Data protection law is no bar to sharing what keeps somebody safe. Share what is needed, with those who need it, and note why."),
  consent: t("You do not need consent where somebody is at risk. Where it is safe, tell the family what you share and why."),
};

/** @param {{ category: string }} props */
export function GoldenRule({ category }) {
  return RULES[category] ? html`<p class="small golden-rule"><span aria-hidden="true">§ </span><strong>${t("Worth checking:")}</strong> ${RULES[category]}
    ${t("Ask whoever looks after information at your place.")}</p>` : null;
}
