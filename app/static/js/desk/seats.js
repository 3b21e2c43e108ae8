// The seats of a table, those with nobody in them first: which one is being worked.

import { rolesText } from "../parts/roles.js";
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("./desk").Working} Working */
/** @typedef {import("../facilitator").ConsoleTable} ConsoleTable */

/** @param {DutyDesk} desk @returns {ConsoleTable | undefined} the table that is being looked at */
function tableOf(desk) {
  const tables = Object.values(desk.view.tables);
  const chosen = desk.drafts.get("table", "");
  return tables.find((table) => table.id === chosen) ?? tables[0];
}

/** @param {DutyDesk} desk @returns {Working | undefined} */
export function working(desk) {
  const table = tableOf(desk);
  if (!table) return undefined;
  const chosen = desk.drafts.get("seat", "");
  const id = table.seats[chosen] ? chosen : (seatsOf(table)[0] ?? "");
  const seat = desk.view.desk.seats[id];
  return seat && { table, id, seat };
}

/** Seat ids, the empty ones first. @param {ConsoleTable} table */
function seatsOf(table) {
  const ids = Object.keys(table.seats);
  return [...ids.filter((id) => !table.seats[id]?.taken), ...ids.filter((id) => table.seats[id]?.taken)];
}

/** @param {{ desk: DutyDesk }} props */
export function Seats({ desk }) {
  const tables = Object.values(desk.view.tables);
  const table = tableOf(desk);
  const work = working(desk);
  if (!table) return null;
  return html`<nav class="stack" aria-label=${t("Seats")}>
    ${tables.length > 1 && html`<label class="field"><span class="field__label">${t("Which table?")}</span>
      <select class="field__box" value=${table.id} onChange=${(/** @type {any} */ event) => desk.drafts.set("table", event.currentTarget.value)}>
        ${tables.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === table.id}>
          ${t("Table {number}", { number: one.number })}</option>`)}
      </select></label>`}
    <ul class="stack stack--close" role="list">
      ${seatsOf(table).map((id) => html`<li key=${id}><${SeatButton} desk=${desk} table=${table} id=${id} isChosen=${id === work?.id} /></li>`)}
    </ul>
  </nav>`;
}

/** @param {{ desk: DutyDesk, table: ConsoleTable, id: string, isChosen: boolean }} props */
function SeatButton({ desk, table, id, isChosen }) {
  const seat = table.seats[id];
  const count = table.work?.[id];
  const asked = openAsks(table, seat?.roles ?? "").length;
  const marks = desk.view.family.roles;
  return html`<button type="button" class="button button--wide desk__seat" aria-pressed=${isChosen} onClick=${() => desk.drafts.set("seat", id)}>
    ${(seat?.roles ?? "").split(",").map((role) => html`<span key=${role} class="badge" data-agency=${marks[role]?.number}
      aria-hidden="true">${marks[role]?.letters ?? "?"}</span>`)}
    <span class="stack stack--close">
      <strong>${rolesText(desk, seat?.roles ?? "")}</strong>
      <span class="small">${seat?.taken ? t("{n} here", { n: count?.people ?? 0 })
        : t("△ nobody: only when asked")} · ${t("{n} of {of} on the table", { n: count?.revealed_n ?? 0, of: count?.hand_n ?? 0 })}
        ${asked > 0 && html` · <strong>${t("{n} asked", { n: asked })}</strong>`}</span>
    </span>
  </button>`;
}

/** Questions to these roles that have no answer yet. @param {ConsoleTable} table @param {string} roles */
export function openAsks(table, roles) {
  const mine = new Set(roles.split(","));
  return Object.entries(table.asks ?? {})
    .filter(([, ask]) => mine.has(ask.role) && !ask.reply)
    .sort(([, one], [, other]) => one.order - other.order);
}
