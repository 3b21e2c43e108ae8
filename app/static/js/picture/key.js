// What the drawing's marks mean: the agencies' letters, and the shapes and lines that are in it.

/** @import { Outline } from "./outline.js" */
import { html } from "../markup.js";
import { COLUMNS } from "./outline.js";
import { COLUMN_WORDS } from "./words.js";

const LINE_WORDS = /** @type {Record<string, string>} */ ({
  married: "m and a year: married",
  cohabiting: "broken line, LT and a year: living together since",
  separated: "one slash: separated",
  divorced: "two slashes: divorced",
  close: "double line: close",
  distant: "dotted line: distant",
  conflict: "zigzag: in conflict",
  cut_off: "line with bars: contact cut off",
  cares_for: "arrow: cares for",
});
const SYMBOL_WORDS = /** @type {Record<string, string>} */ ({
  square: "square: male",
  circle: "circle: female",
  diamond: "diamond: person",
  triangle: "triangle: pregnancy",
  question: "question mark: not known who",
});

/** @param {{ content: Outline }} props */
export function Key({ content }) {
  const symbols = new Set(content.people.map((person) => person.symbol));
  const kinds = new Set(content.relations.map((relation) => relation.kind));
  const words = [
    ...Object.entries(SYMBOL_WORDS).flatMap(([symbol, meaning]) => (symbols.has(symbol) ? meaning : [])),
    "double outline: the child the family is known for",
    content.people.some((person) => person.died) ? "cross: has died" : "",
    ...Object.entries(LINE_WORDS).flatMap(([kind, meaning]) =>
      content.relations.length && [...kinds].some((one) => one === kind) ? meaning : [],
    ),
    "shaded area: one household",
    "thread from an agency: it has put facts about this person on the table; thicker with more",
  ].filter(Boolean);
  return html`<details class="picture-key">
    <summary>What the marks mean</summary>
    <ul class="picture-key__agencies">
      ${content.agencies.map((agency) => html`<li key=${agency.id} class="who">
        <span class="badge" data-agency=${agency.colour} aria-hidden="true">${agency.letters}</span>
        ${agency.name} <span class="quiet">${agency.agency}</span>
      </li>`)}
    </ul>
    <p class="picture-key__marks">
      ${COLUMNS.map((column) => html`<span key=${column} class=${`mark mark--${column}`}>${COLUMN_WORDS[column]}</span>`)}
    </p>
    <ul class="picture-key__words">${words.map((meaning) => html`<li key=${meaning}>${meaning}</li>`)}</ul>
  </details>`;
}
