// What would have been available, had one fact come at another minute: in those words, never "found".

/** @import { WhatIf } from "../types" */
import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { supposedWords, wouldWords } from "./words.js";
import { t } from "../languages/words.js";

/** @param {{ whatIf: WhatIf }} props */
export function Otherwise({ whatIf }) {
  const insights = byOrder(whatIf.insights);
  return html`<section class="what-if">
    <h2 class="what-if__title">${supposedWords(whatIf)}</h2>
    <blockquote class="what-if__fact" dir="auto">${whatIf.text}</blockquote>
    ${insights.length > 0
      ? html`<ul class="what-if__would">${insights.map(([id, one]) => html`<li key=${id}>${wouldWords(one)}</li>`)}</ul>`
      : html`<p class="what-if__would">${t("No insight would have been available at another time.")}</p>`}
    <p class="what-if__note">${t("Available: all its facts would have lain on the table. Nobody can know whether somebody would have linked them.")}</p>
  </section>`;
}
