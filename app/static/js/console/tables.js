// Who sits where: tables, seats and the people on them, with counts and never the text of a fact.

import { agencyMarks } from "../agencies.js";
import { Grip } from "./dragging.js";
import { html, useState } from "../markup.js";
import { healthWords } from "./health.js";
import { PassOnButton } from "./passing.js";
import { Confirm, nameOf, Presence, rolesText, Standing } from "./parts.js";
import { marked, t, tn } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").ConsoleTable} ConsoleTable */
/** @typedef {import("./console").ConsoleSeat} ConsoleSeat */
/** @typedef {import("./console").SeatWork} SeatWork */

/** @param {{ desk: Desk }} props */
export function Tables({ desk }) {
  const tables = Object.entries(desk.view.tables);
  const [sought, setSought] = useState("");
  const found = sought.trim() ? seatsFound(desk, sought) : undefined;
  return html`<section class="stack" aria-labelledby="tables-title">
    <div class="cluster cluster--apart">
      <h2 id="tables-title">${tables.length === 1 ? t("The table") : tn("{n} table", "{n} tables", tables.length)}</h2>
      <label class="cluster small">${t("Find a person or a seat")}
        <input class="field__box field__box--find" type="search" data-key="/" value=${sought} dir="auto"
          onInput=${(/** @type {any} */ event) => setSought(event.currentTarget.value)} /></label>
    </div>
    <p role="status" class="small">${found && (found.size ? t("{n} found", { n: found.size }) : t("Nobody and no seat by that name."))}</p>
    <div class="tables">
      ${tables.filter(([, table]) => !found || Object.keys(table.seats).some((id) => found.has(id))).map(([id, table]) =>
        html`<${OneTable} key=${id} desk=${desk} table=${table} isOnly=${tables.length === 1} found=${found} />`)}
    </div>
    <${Others} desk=${desk} />
  </section>`;
}

/** The seats whose role or whose people's names hold these words. @param {Desk} desk @param {string} sought */
function seatsFound(desk, sought) {
  const words = sought.trim().toLocaleLowerCase();
  const seats = Object.values(desk.view.tables).flatMap((table) => Object.entries(table.seats));
  const people = Object.entries(desk.view.people);
  /** @param {string} id */
  const names = (id) => people.filter(([, one]) => one.seat === id).map(([person]) => nameOf(desk, person));
  return new Set(seats
    .filter(([id, seat]) => [rolesText(desk, seat.roles), ...names(id)].some((name) => name.toLocaleLowerCase().includes(words)))
    .map(([id]) => id));
}

/** @param {{ desk: Desk, table: ConsoleTable, isOnly: boolean, found?: Set<string> }} props */
function OneTable({ desk, table, isOnly, found }) {
  const { facts, facts_of, insights, insights_of } = table.counts;
  return html`<section class="sheet table-sheet" aria-label=${t("Table {number}", { number: table.number })}>
    <div class="cluster cluster--apart">
      ${!isOnly && html`<h3>${t("Table {number}", { number: table.number })}</h3>`}
      <p class="quiet numbers">${marked(t("{facts} facts on the table, {insights} insights found"), {
        facts: html`<strong>${t("{n} of {of}", { n: facts, of: facts_of })}</strong>`, insights: html`<strong>${t("{n} of {of}", { n: insights, of: insights_of })}</strong>`,
      })}</p>
      ${desk.view.agenda.phase.kind === "second_read" && html`<p class="small">${table.answered ? t("✓ the table's answer is given") : t("– no table's answer yet")}</p>`}
    </div>
    <div class="scroll-sideways"><table class="seats">
      <thead><tr><th scope="col">${t("Seat")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("Hand")}</th>
        <th scope="col" class="number">${t("Revealed")}</th><th scope="col" class="number">${t("Held back")}</th></tr></thead>
      <tbody>
        ${Object.entries(table.seats).filter(([id]) => !found || found.has(id)).map(([id, seat]) =>
          html`<${SeatRow} key=${id} desk=${desk} id=${id} seat=${seat} work=${table.work?.[id]} />`)}
      </tbody>
    </table></div>
  </section>`;
}

/** @param {{ desk: Desk, id: string, seat: ConsoleSeat, work?: SeatWork }} props */
function SeatRow({ desk, id, seat, work }) {
  const marks = agencyMarks(desk.view.family.roles);
  const people = Object.entries(desk.view.people).filter(([, one]) => one.seat === id && !one.removed && !one.left);
  return html`<tr class=${people.length ? "" : "seats__empty"} data-seat=${id}>
    <th scope="row"><span class="who">
      ${seat.roles.split(",").map((role) => html`<span key=${role} class="badge" data-agency=${marks[role]?.number}
        aria-hidden="true">${marks[role]?.letters ?? "?"}</span>`)}
      <span>${rolesText(desk, seat.roles)}</span></span></th>
    <td>${people.length
      ? people.map(([person]) => html`<${PersonLine} key=${person} desk=${desk} id=${person} />`)
      : html`<span class="seats__free">${t("△ empty")}</span>`}</td>
    <td>${seat.read ? t("✓ read") : html`<span class="quiet">${t("– not yet")}</span>`}</td>
    <td class="number">${t("{n} of {of}", { n: work?.revealed_n ?? 0, of: work?.hand_n ?? 0 })}</td>
    <td class="number">${work?.held_back_n ?? 0}</td>
  </tr>`;
}

/** One person: who, whether connected, what is done, and what can be done about it. @param {{ desk: Desk, id: string }} props */
function PersonLine({ desk, id }) {
  const person = desk.view.people[id];
  const [isRemoving, setRemoving] = useState(false);
  const name = nameOf(desk, id);
  const remove = () => desk.sending.send(`person:${id}`, { type: "remove_participant", participant_id: id });
  /** @param {string} seat */
  const moveTo = (seat) =>
    seat !== person?.seat && desk.sending.send(`person:${id}`, { type: "seat_participant", participant_id: id, seat_id: seat });
  return html`<div class="person-line">
    <${Grip} name=${name} onDrop=${moveTo} /><span class="person-line__name" dir="auto">${name}</span>
    <${Presence} desk=${desk} id=${id} />
    <span class="small quiet">${[healthWords(desk, id), doneWords(desk, id)].filter(Boolean).join(" · ")}</span>
    <details class="person-line__more">
      <summary aria-label=${t("Change {name}", { name })}>${t("Change")}</summary>
      <div class="cluster">
        <${MoveSelect} desk=${desk} name=${name} seat=${person?.seat} onMove=${moveTo} />
        <${PassOnButton} desk=${desk} address=${`${desk.links.handover}/${id}`} title=${t("Another phone for {name}", { name })}
          words=${t("Scan this with the other phone, or open the link there. The first one keeps its place as well.")}>
          ${t("Another phone…")}</${PassOnButton}>
        <button type="button" class="button button--danger" onClick=${() => setRemoving(true)}>${t("Remove…")}</button>
      </div>
    </details>
    <${Standing} desk=${desk} subject=${`person:${id}`} />
    ${isRemoving && html`<${Confirm} title=${t("Remove {name}?", { name })} yes=${t("Remove")} isDanger=${true} onYes=${remove}
      onClose=${() => setRemoving(false)}>
      <p>${t("This device leaves the workshop. Its seat and everything revealed stay, and you can let it back in.")}</p>
    </${Confirm}>`}
  </div>`;
}

/** @param {Desk} desk @param {string} id */
function doneWords(desk, id) {
  const person = desk.view.people[id];
  if (!person) return "";
  if (person.checked_out) return t("✓ checked out");
  if (person.second_read) return t("✓ second read");
  return person.first_read ? t("✓ first read") : "";
}

/** @param {{ desk: Desk, name: string, seat?: string, onMove: (seat: string) => void }} props */
function MoveSelect({ desk, name, seat = "", onMove }) {
  const tables = Object.values(desk.view.tables);
  return html`<label class="person-line__move"><span class="small">${t("Seat")}</span>
    <select class="field__box" aria-label=${t("Seat of {name}", { name })} value=${seat} onChange=${(/** @type {any} */ event) => onMove(event.currentTarget.value)}>
      ${!seat && html`<option value="" disabled>${t("observes")}</option>`}
      ${tables.map((table) => html`<optgroup key=${table.id} label=${t("Table {number}", { number: table.number })}>
        ${Object.entries(table.seats).map(([seatId, one]) => html`<option key=${seatId} value=${seatId}>
          ${rolesText(desk, one.roles)}${one.taken ? "" : ` ${t("(empty)")}`}</option>`)}
      </optgroup>`)}
    </select></label>`;
}

/** Observers, and those who were removed or have left. @param {{ desk: Desk }} props */
function Others({ desk }) {
  const people = Object.entries(desk.view.people);
  const observers = people.filter(([, one]) => !one.seat && !one.removed && !one.left);
  const gone = people.filter(([, one]) => one.removed || one.left);
  return html`<div class="columns">
    ${observers.length > 0 && html`<section class="sheet sheet--flat"><h3>${t("Observers ({n})", { n: observers.length })}</h3>
      ${observers.map(([id]) => html`<${PersonLine} key=${id} desk=${desk} id=${id} />`)}
    </section>`}
    ${gone.length > 0 && html`<section class="sheet sheet--flat"><h3>${t("Removed or left ({n})", { n: gone.length })}</h3>
      ${gone.map(([id, one]) => html`<div key=${id} class="person-line">
        <span class="person-line__name" dir="auto">${nameOf(desk, id)}</span>
        <span class="small quiet">${one.removed ? t("removed") : t("has left")}</span>
        <button type="button" class="button" onClick=${() =>
          desk.sending.send(`person:${id}`, { type: "restore_participant", participant_id: id })}>${t("Let back in")}</button>
        <${Standing} desk=${desk} subject=${`person:${id}`} />
      </div>`)}
    </section>`}
  </div>`;
}
