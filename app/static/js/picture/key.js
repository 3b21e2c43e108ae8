// What the drawing's marks mean: the agencies' letters, and the shapes and lines that are in it.

/** @import { Outline } from "./outline.js" */
import { html } from "../parts/markup.js";
import { COLUMNS } from "./outline.js";
import { COLUMN_WORDS } from "./words.js";
import { t } from "../languages/words.js";

const LINE_WORDS = /** @type {Record<string, string>} */ ({
  married: t("m and a year: married"),
  cohabiting: t("broken line, LT and a year: living together since"),
  separated: t("one slash: separated"),
  divorced: t("two slashes: divorced"),
  adopted: t("broken line down to a child: adopted"),
  fostered: t("dotted line down to a child: fostered"),
  close: t("double line: close"),
  fused: t("triple line: very close, closer than is good for either"),
  distant: t("dotted line: distant"),
  conflict: t("zigzag: in conflict"),
  cut_off: t("line with bars: contact cut off"),
  identical: t("bar between two lines from one point: identical twins"),
  cares_for: t("arrow: cares for"),
  focused_on: t("two arrow heads: focused on"),
  harms: t("zigzag with an arrow: harms"),
});
const SYMBOL_WORDS = /** @type {Record<string, string>} */ ({
  square: t("square: male"),
  circle: t("circle: female"),
  diamond: t("diamond: person"),
  triangle: t("triangle: pregnancy"),
  question: t("question mark: not known who"),
});

/** @param {Outline["people"]} people */
function areTwins(people) {
  const days = people.map((person) => person.born ?? "").filter((day) => day.length > "2013".length);
  return new Set(days).size < days.length;
}

/** @param {{ content: Outline }} props */
export function Key({ content }) {
  const symbols = new Set(content.people.map((person) => person.symbol));
  const kinds = new Set(content.relations.map((relation) => relation.kind));
  const words = [
    ...Object.entries(SYMBOL_WORDS).flatMap(([symbol, meaning]) => (symbols.has(symbol) ? meaning : [])),
    t("double outline: the child the family is known for"),
    content.people.some((person) => person.died) ? t("cross: has died") : "",
    content.people.some((person) => person.died && person.symbol === "triangle") ? t("small crossed triangle: a pregnancy that ended") : "",
    areTwins(content.people) ? t("lines from one point: twins") : "",
    content.disputed.size ? t("≠: two facts about this person don't fit") : "",
    ...Object.entries(LINE_WORDS).flatMap(([kind, meaning]) =>
      kinds.has(kind) ? meaning : [],
    ),
    t("shaded area: one household"),
    t("thread from an agency: it has put facts about this person on the table; thicker with more"),
  ].filter(Boolean);
  return html`<details class="picture-key">
    <summary>${t("What the marks mean")}</summary>
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
