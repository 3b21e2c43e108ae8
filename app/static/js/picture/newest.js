// The fact that is told just now, in a band across the screen: who says it, and all of it, to be read aloud.

/** @import { FactOnTable, Outline } from "./outline.js" */
import { html } from "../parts/markup.js";
import { SOURCE_WORDS, sourceWords } from "./words.js";
import { t } from "../languages/words.js";

/** Longer texts are set smaller, so that the picture beneath keeps its place. */
const LONG = { some: 190, very: 330 };

/** @param {{ fact: FactOnTable | undefined, content: Outline }} props */
export function Newest({ fact, content }) {
  if (!fact) return html`<section class="newest newest--none"><p class="newest__text">${t("The first fact will show here.")}</p></section>`;
  const length = fact.text.length > LONG.very ? "very" : fact.text.length > LONG.some ? "some" : "no";
  return html`<section class="newest" data-agency=${fact.colour} aria-label=${t("The newest fact")}>
    <p class="newest__who"><strong class="newest__agency">${fact.short}</strong>
      <span class="newest__source">${sourceWords({ ...fact, short: "" })}</span></p>
    <p key=${fact.id} class="newest__text" data-fact=${fact.id} data-long=${length}>${content.disputed.has(fact.id) && html`<${NotEqual} /> `}${fact.text}</p>
  </section>`;
}

/** The mark of a fact that another one contradicts. */
function NotEqual() {
  return html`<strong class="not-equal"><span aria-hidden="true">≠</span><span class="only-read">${t("≠ Still to settle")}</span></strong>`;
}

/** A fact told before, whole: who, how they know, what. @param {{ fact: FactOnTable, isDisputed: boolean }} props */
export function ToldFact({ fact, isDisputed }) {
  return html`<div class="told" data-agency=${fact.colour} data-fact=${fact.id}>
    <p class="told__who"><strong class="told__agency">${fact.short}</strong> <span class="told__source">${SOURCE_WORDS[fact.source] ?? fact.source}</span></p>
    <p class="told__text">${isDisputed && html`<${NotEqual} /> `}${fact.text}</p>
  </div>`;
}
