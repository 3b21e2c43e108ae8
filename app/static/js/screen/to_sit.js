// The table as so many places: a button for each seat, which lights up in its colour when somebody sits there.

import { html } from "../parts/markup.js";
import { SeatButton } from "../parts/seat_button.js";
import { tn, t } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */
/** @typedef {import("./screen").ShownTable} ShownTable */

/** With more seats than these, a place has no name: phones say which colour is whose. */
const NAMED = 12;

/** @param {{ view: ScreenView }} props */
export function PlacesToSit({ view }) {
  const tables = Object.values(view.tables).filter((table) => table.seats);
  const n = tables.reduce((sum, table) => sum + Object.keys(table.seats ?? {}).length, 0);
  if (!n) return null;
  const isNamed = n <= NAMED;
  const taken = tables.reduce((sum, table) => sum + Object.values(table.seats ?? {}).filter((seat) => seat.taken).length, 0);
  return html`<section class="to-sit" aria-label=${t("Places at the table")} data-named=${isNamed}>
    <p class="only-read">${tn("{taken} of {n} place is taken.", "{taken} of {n} places are taken.", n, { taken, n })}</p>
    ${tables.map((table) => html`<div key=${table.id} class="to-sit__table">
      ${tables.length > 1 && html`<h2>${t("Table {number}", { number: table.number })}</h2>`}
      <ul class="to-sit__places">${Object.entries(table.seats ?? {}).map(([id, seat]) =>
        html`<${Place} key=${id} ...${{ view, seat, isNamed }} />`)}</ul>
    </div>`)}
  </section>`;
}

/** @param {{ view: ScreenView, seat: { roles: string, taken: boolean }, isNamed: boolean }} props */
function Place({ view, seat, isNamed }) {
  const roles = seat.roles.split(",");
  const names = roles.map((role) => view.family.roles[role]?.short ?? role).join(" + ");
  return html`<li class=${`to-sit__place${seat.taken ? " to-sit__place--taken" : ""}`} data-agency=${view.family.roles[roles[0] ?? ""]?.number}>
    <${SeatButton} isTaken=${seat.taken} />
    <span class=${isNamed ? "to-sit__name" : "only-read"}>${names}</span>
    <span class="only-read">${seat.taken ? t("taken") : t("free")}</span>
  </li>`;
}
