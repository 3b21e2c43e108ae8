// Facts as buttons: four holes, the agency's colour, and inside by its shape what the fact is.

/** @import { FactOnTable, Outline } from "./outline.js" */
/** @import { Cell } from "./cells.js" */
/** @import { Point } from "./places.js" */
import { html } from "../parts/markup.js";
import { buttonAt, shownOf } from "./cells.js";
import { shapePath } from "./shapes.js";

/** The button, for a pitch of one; its shape and the holes in that; the ring round the newest. */
const SIZE = { button: 0.44, shape: 0.46, hole: 0.042, apart: 0.085, ring: 0.56 };

/**
 * How a button stands: as always; `waiting` to be read aloud; the `newest`; in an insight that is being `found`.
 *
 * @typedef {"sewn" | "waiting" | "newest" | "found"} Standing
 */

/** @param {{ fact: FactOnTable, at: Point, pitch: number, standing: Standing, isDisputed: boolean, words?: string }} props */
export function Button({ fact, at, pitch, standing, isDisputed, words }) {
  const state = `${standing === "sewn" ? "" : ` sewn--${standing}`}${isDisputed ? " sewn--disputed" : ""}`;
  const radius = Number((pitch * SIZE.button).toFixed(1));
  const isRinged = standing === "newest" || standing === "found" || isDisputed;
  return html`<g class=${`sewn${state}`} data-fact=${fact.id} data-agency=${fact.colour} data-column=${fact.column}>
    ${words && html`<title>${words}</title>`}
    ${isRinged && html`<circle class="sewn__ring" cx=${at.x} cy=${at.y} r=${(pitch * SIZE.ring).toFixed(1)} />`}
    <circle class="sewn__button" cx=${at.x} cy=${at.y} r=${radius} />
    <path class="sewn__kind" fill-rule="evenodd" d=${kindPath(fact.column, at, pitch)} />
  </g>`;
}

/** What the fact is by its shape, with the four holes in it. @param {string} column @param {Point} at @param {number} pitch */
function kindPath(column, { x, y }, pitch) {
  const size = pitch * (column === "worry" ? SIZE.shape * 1.1 : SIZE.shape);
  const [hole, apart, down] = [pitch * SIZE.hole, pitch * SIZE.apart, column === "worry" ? pitch * 0.03 : 0];
  const holes = [[-1, -1], [1, -1], [-1, 1], [1, 1]].map(([across = 0, along = 0]) => {
    const [cx, cy] = [x + across * apart, y + along * apart + down];
    return `M${(cx - hole).toFixed(2)} ${cy.toFixed(2)}a${hole} ${hole} 0 1 0 ${2 * hole} 0a${hole} ${hole} 0 1 0 ${-2 * hole} 0Z`;
  });
  return `${shapePath(column, Number(size.toFixed(1)), { x, y: y - (column === "worry" ? pitch * 0.03 : 0) })}${holes.join("")}`;
}

/**
 * The facts sewn on beside each person: the one a fact is about first, as in the list; there as they came.
 *
 * @param {Outline} content
 * @returns {Record<string, FactOnTable[]>}
 */
export function sewnOn(content) {
  const known = new Set(content.people.map((person) => person.id));
  /** @type {Record<string, FactOnTable[]>} */
  const sewn = {};
  for (const fact of content.arrived) {
    const person = fact.people.find((id) => known.has(id));
    if (person !== undefined) sewn[person] = [...(sewn[person] ?? []), fact];
  }
  return sewn;
}

/**
 * Where each fact's button stands.
 * @param {Record<string, FactOnTable[]>} sewn
 * @param {Record<string, Cell>} cells
 * @returns {Map<string, Point>}
 */
export function buttonPlaces(sewn, cells) {
  return new Map(Object.entries(sewn).flatMap(([person, facts]) => {
    const cell = cells[person];
    return cell ? facts.map((fact, place) => /** @type {[string, Point]} */ ([fact.id, buttonAt(cell, place)])) : [];
  }));
}

/**
 * One person's buttons, and how many more there are.
 *
 * @param {import("./kept.js").Keep} keep
 * @param {{ id: string, facts: FactOnTable[], cell: Cell, disputed: Set<string>, standingOf: (fact: FactOnTable) => Standing }} given
 */
export function buttonRows(keep, { id, facts, cell, disputed, standingOf }) {
  const shown = shownOf(cell, facts.length);
  const more = facts.length - shown;
  const last = buttonAt(cell, facts.length - 1);
  return html`<g key=${id} class="sewn-on" data-sewn=${facts.length}>
    ${facts.slice(0, shown).map((fact, place) => {
      const [at, standing, isDisputed] = [buttonAt(cell, place), standingOf(fact), disputed.has(fact.id)];
      return keep(`button ${fact.id}`, [fact, at.x, at.y, cell.pitch, standing, isDisputed], () =>
        html`<${Button} key=${fact.id} ...${{ fact, at, pitch: cell.pitch, standing, isDisputed }} />`);
    })}
    ${more > 0 && keep(`more ${id}`, [more, last.x, last.y, cell.pitch], () =>
      html`<text class="sewn-on__more" x=${last.x - cell.pitch * 0.4} y=${last.y} font-size=${Math.round(cell.pitch * 0.86)}
        dominant-baseline="central">${`+${more}`}</text>`)}
  </g>`;
}
