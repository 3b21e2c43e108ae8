// In the lobby: who sits with whom, by choosing for each role of each table.

import { html } from "../parts/markup.js";
import { ALONE, chosenFor, NOT_PLAYED, withRole, withoutTable, withTable } from "./layout.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("./layout.js").Layout} Layout */

/** As the protocol takes them. */
const MOST_TABLES = 20;

/** @param {{ desk: Console, layout: Layout, onChange: (layout: Layout) => void }} props */
export function Choosing({ desk, layout, onChange }) {
  const { roles } = desk.view.family;
  /** @param {number} place @param {string[][]} table */
  const change = (place, table) => onChange(layout.map((one, at) => (at === place ? table : one)));
  return html`<div class="columns choosing">
    ${layout.map((table, place) => html`<fieldset key=${place} class="sheet sheet--sunk choosing__table">
      <legend class="small"><strong>${tn("Table {number}: {n} seat", "Table {number}: {n} seats", table.length, { number: place + 1 })}</strong></legend>
      ${Object.keys(roles).map((role) => html`<${RoleChoice} key=${role} ...${{ desk, table, role, place }}
        onChoose=${(/** @type {string} */ choice) => change(place, withRole(table, role, choice))} />`)}
      ${layout.length > 1 && html`<p><button type="button" class="button button--plain small"
        onClick=${() => onChange(withoutTable(layout, place))}>${t("Remove table {number}", { number: place + 1 })}</button></p>`}
    </fieldset>`)}
  </div>
  ${layout.length < MOST_TABLES && html`<p><button type="button" class="button"
    onClick=${() => onChange(withTable(layout, roles))}>${t("Add a table")}</button></p>`}`;
}

/**
 * One role: alone, with another one, or not played where the family does without it.
 *
 * @param {{ desk: Console, table: string[][], role: string, place: number, onChoose: (choice: string) => void }} props
 */
function RoleChoice({ desk, table, role, place, onChoose }) {
  const { roles } = desk.view.family;
  const chosen = chosenFor(table, role);
  const short = (/** @type {string} */ id) => roles[id]?.short ?? id;
  const others = table.flat().filter((one) => one !== role);
  return html`<label class="choosing__role"><span>${short(role)}</span>
    <select class="field__box" aria-label=${t("{role}, table {number}", { role: short(role), number: place + 1 })} value=${chosen}
      onChange=${(/** @type {any} */ event) => onChoose(event.currentTarget.value)}>
      <option value=${ALONE}>${t("own seat")}</option>
      ${others.map((other) => html`<option key=${other} value=${other}>${t("with {role}", { role: short(other) })}</option>`)}
      ${(chosen === NOT_PLAYED || !roles[role]?.core) && html`<option value=${NOT_PLAYED}>${t("not played")}</option>`}
    </select></label>`;
}
