// The moment an insight is found: what it says stands large, and the facts it follows from are read in full.

/** @import { Outline } from "./outline.js" */
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** With more facts than these they are set smaller, so that each is read in full. */
const FEW = 3;

/** @param {{ content: Outline, found: string }} props */
export function Moment({ content, found }) {
  const insight = content.insights.find((one) => one.id === found);
  if (!insight) return null;
  const ids = new Set(insight.facts.split(","));
  const facts = content.facts.filter((fact) => ids.has(fact.id));
  return html`<section class="moment" data-insight=${insight.id} data-many=${facts.length > FEW}>
    <p class="moment__kind"><span aria-hidden="true">✦ </span>${t("Insight found")}</p>
    <h2 class="moment__title">${insight.title}</h2>
    <div class="moment__facts">${facts.map((fact) => html`<div key=${fact.id} class="told" data-agency=${fact.colour} data-fact=${fact.id}>
      <p class="told__who"><strong class="told__agency">${fact.short}</strong></p><p class="told__text">${fact.text}</p></div>`)}</div>
    ${insight.next_step && html`<p class="moment__next"><span class="mark mark--next">${t("What needs to happen")}</span> ${insight.next_step}</p>`}
  </section>`;
}
