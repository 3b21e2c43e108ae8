// A person on the drawing: the symbol of the field's conventions, the age in it, the name beside or below.

/** @import { PersonKnown, Tally } from "./outline.js" */
/** @import { Cell } from "./cells.js" */
/** @import { Box, Point, Scale } from "./places.js" */
import { html } from "../parts/markup.js";
import { COLUMNS } from "./outline.js";
import { shapePath } from "./shapes.js";
import { COLUMN_WORDS, personWords } from "./words.js";
import { t } from "../languages/words.js";

/**
 * @typedef {{ person: PersonKnown, at: Point, scale: Scale, cell: Cell, tally: Tally, isNew: boolean,
 *   isDisputed: boolean, isChosen: boolean, isAtHome: boolean, onChoose?: (person_id: string) => void }} Given
 *
 * @param {Given} props
 */
export function PersonMark({ person, at, scale, cell, tally, isNew, isDisputed, isChosen, isAtHome, onChoose }) {
  const { symbol, text } = scale;
  const choose = () => onChoose?.(person.id);
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  };
  const button = onChoose && {
    role: "button", tabindex: 0, onClick: choose, onKeyDown: onKey,
    "aria-pressed": isChosen, "aria-label": `${personWords(person)}: ${tallyWords(tally)}${isDisputed ? `, ${t("≠ Still to settle")}` : ""}`,
  };
  const [x, y] = [cell.name.x - at.x, cell.name.y - at.y];
  const target = targetOf(cell, at, scale);
  return html`<g class=${`person fades-in${isNew ? " person--new" : ""}${isAtHome ? " person--home" : ""}`} data-person=${person.id}
    transform=${`translate(${at.x} ${at.y})`} ...${button}>
    ${onChoose && html`<rect class="person__target" x=${target.left - at.x} y=${target.top - at.y}
      width=${target.right - target.left} height=${target.bottom - target.top} rx="10" />`}
    ${isChosen && html`<circle class="person__chosen" r=${symbol * 0.82} />`}
    <${SymbolMark} person=${person} size=${symbol} />
    ${person.died && html`<${Years} person=${person} scale=${scale} />`}
    ${isDisputed && html`<g class="person__disputed fades-in" transform=${`translate(${symbol * 0.5} ${-symbol * 0.5})`}>
      <circle r=${symbol * 0.2} /><text text-anchor="middle" dominant-baseline="central">≠</text></g>`}
    <text class="person__name" x=${x} y=${y} text-anchor=${cell.anchor} dominant-baseline="central" font-size=${cell.size}>${cell.text}${cell.also
      && html`<tspan class="person__also" dx=${text * 0.4}>${cell.also}</tspan>`}</text>
  </g>`;
}

/**
 * What of a person is touched, and marked when they have the focus: their symbol, name and buttons.
 *
 * @param {Cell} cell
 * @param {Point} at
 * @param {Scale} scale
 * @returns {Box}
 */
export function targetOf({ box }, at, { symbol }) {
  return { ...box, top: at.y - symbol * 0.7 };
}

/** The year of birth above on the left, that of death on the right. @param {{ person: PersonKnown, scale: Scale }} props */
function Years({ person, scale: { symbol, text } }) {
  const y = -symbol / 2 - text * 0.3;
  return html`<text class="person__years" y=${y} x=${-symbol * 0.06} text-anchor="end">${person.born?.slice(0, 4) ?? ""}</text>
    <text class="person__years" y=${y} x=${symbol * 0.06}>${person.died?.slice(0, 4) ?? ""}</text>`;
}

/** A pregnancy that ended is small and crossed. @param {{ person: PersonKnown, size: number }} props */
function SymbolMark({ person, size: whole }) {
  const isLoss = person.symbol === "triangle" && Boolean(person.died);
  const size = isLoss ? whole * 0.6 : whole;
  const half = size / 2;
  const cross = `M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`;
  return html`<g class=${`symbol symbol--${person.symbol}`} data-symbol=${person.symbol}>
    <path class="symbol__halo" d=${shapePath(person.symbol, size * 1.22)} />
    ${person.index && html`<path class="symbol__second" d=${shapePath(person.symbol, size + 15)} />`}
    <path class="symbol__shape" d=${shapePath(person.symbol, size)} />
    ${person.died && html`<path class="symbol__cross" d=${cross} />`}
    <text class="symbol__age" text-anchor="middle" dominant-baseline="central">
      ${person.symbol === "question" ? "?" : isLoss ? "" : (person.age ?? "")}
    </text>
  </g>`;
}

/** @param {Tally} tally */
function tallyWords(tally) {
  const said = COLUMNS.filter((column) => tally[column] > 0).map((column) => `${COLUMN_WORDS[column]} ${tally[column]}`);
  return said.join(", ") || t("no facts yet");
}
