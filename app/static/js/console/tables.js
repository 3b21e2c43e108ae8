// Who sits where: tables, seats and the people on them, with counts and never the text of a fact.

import { deskMay } from "../parts/allowed.js";
import { Grip } from "./dragging.js";
import { html, useState } from "../parts/markup.js";
import { healthWords, wayWords } from "./health.js";
import { PassOnButton } from "./passing.js";
import { Confirm, nameOf, Presence, presenceWords } from "./parts.js";
import { rolesText } from "../parts/roles.js";
import { Standing } from "../parts/standing.js";
import { marked, t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").ConsoleTable} ConsoleTable */
/** @typedef {import("../facilitator").ConsoleSeat} ConsoleSeat */
/** @typedef {import("../facilitator").SeatWork} SeatWork */

/** More tables than these are folded to a line each. */
const MOST_UNFOLDED = 2;

/** @param {{ desk: Console }} props */
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
    <p role="status" class="small">${found && (found.size ? t("{n} found", { n: found.size }) : t("No person or seat has that name."))}</p>
    <div class="tables">
      ${tables.filter(([, table]) => !found || Object.keys(table.seats).some((id) => found.has(id))).map(([id, table]) =>
        html`<${OneTable} key=${id} desk=${desk} table=${table} of=${tables.length} found=${found} />`)}
    </div>
    <${Others} desk=${desk} found=${found} />
  </section>`;
}

/** The seats and the observers that these words fit: a role, a name, "table 2", "not connected". @param {Console} desk @param {string} sought */
function seatsFound(desk, sought) {
  const words = sought.trim().toLocaleLowerCase();
  const people = Object.entries(desk.view.people).filter(([, one]) => !one.removed && !one.left);
  /** @param {string[]} texts */
  const fits = (...texts) => texts.some((text) => text.toLocaleLowerCase().includes(words));
  /** @param {string} id */
  const said = (id) => [nameOf(desk, id), presenceWords(desk, id), healthWords(desk, id)];
  const seats = Object.values(desk.view.tables).flatMap((table) => Object.entries(table.seats).map(([id, seat]) => ({ id, seat, table })));
  return new Set([
    ...seats.filter(({ id, seat, table }) => fits(rolesText(desk, seat.roles)) || words === tableName(table).toLocaleLowerCase() ||
      fits(...people.filter(([, one]) => one.seat === id).flatMap(([person]) => said(person)), ...(seat.taken ? [] : [t("△ empty")]))).map(({ id }) => id),
    ...people.filter(([id, one]) => !one.seat && fits(...said(id), t("observes"))).map(([id]) => id),
  ]);
}

/** @param {ConsoleTable} table */
function tableName(table) {
  return t("Table {number}", { number: table.number });
}

/** One table; folded to a line where there are many. @param {{ desk: Console, table: ConsoleTable, of: number, found?: Set<string> }} props */
function OneTable({ desk, table, of, found }) {
  const [isOpen, setOpen] = useState(false);
  if (of <= MOST_UNFOLDED) {
    return html`<section class="sheet table-sheet" aria-label=${tableName(table)}>
      <div class="cluster cluster--apart">${of > 1 && html`<h3>${tableName(table)}</h3>`}<${Counts} desk=${desk} table=${table} /></div>
      <${Seats} desk=${desk} table=${table} found=${found} />
    </section>`;
  }
  return html`<details class="sheet table-sheet" open=${isOpen || found !== undefined}
    onToggle=${(/** @type {any} */ event) => found === undefined && setOpen(event.currentTarget.open)}>
    <summary><span class="table-sheet__line"><h3>${tableName(table)}</h3> <${TableHealth} desk=${desk} table=${table} /> <${Counts}
      desk=${desk} table=${table} /></span></summary>
    <${Seats} desk=${desk} table=${table} found=${found} />
  </details>`;
}

/** @param {{ desk: Console, table: ConsoleTable }} props */
function Counts({ desk, table }) {
  const { facts, facts_of, insights, insights_of } = table.counts;
  return html`<span class="quiet numbers">${marked(t("{facts} facts on the table, {insights} insights found"), {
      facts: html`<strong>${t("{n} of {of}", { n: facts, of: facts_of })}</strong>`,
        insights: html`<strong>${t("{n} of {of}", { n: insights, of: insights_of })}</strong>`,
    })}</span>
    ${deskMay(desk, "give_table_answer") && html`<span class="small">
      ${table.answered ? t("✓ the table's answer is given") : t("– no table's answer yet")}</span>`}`;
}

/** How many seats are taken, and whose phones are off. @param {{ desk: Console, table: ConsoleTable }} props */
function TableHealth({ desk, table }) {
  const seats = Object.values(table.seats);
  const people = Object.entries(desk.view.people).filter(([, one]) => one.seat && one.seat in table.seats && !one.removed && !one.left);
  const off = people.filter(([id]) => desk.presence[id] !== "online").length;
  return html`<span class="small">${t("{n} of {of} seats taken", { n: seats.filter((seat) => seat.taken).length, of: seats.length })}</span>
    ${off > 0 && html`<span class="small health__waiting">○ ${tn("{n} phone not connected", "{n} phones not connected", off)}</span>`}`;
}

/** @param {{ desk: Console, table: ConsoleTable, found?: Set<string> }} props */
function Seats({ desk, table, found }) {
  return html`<div class="scroll-sideways"><table class="seats">
    <thead><tr><th scope="col">${t("Seat")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("Hand")}</th>
      <th scope="col" class="number">${t("Revealed")}</th><th scope="col" class="number">${t("Held back")}</th></tr></thead>
    <tbody>
      ${Object.entries(table.seats).filter(([id]) => !found || found.has(id)).map(([id, seat]) =>
        html`<${SeatRow} key=${id} desk=${desk} id=${id} seat=${seat} work=${table.work?.[id]} />`)}
    </tbody>
  </table></div>`;
}

/** @param {{ desk: Console, id: string, seat: ConsoleSeat, work?: SeatWork }} props */
function SeatRow({ desk, id, seat, work }) {
  const marks = desk.view.family.roles;
  const people = Object.entries(desk.view.people).filter(([, one]) => one.seat === id && !one.removed && !one.left);
  return html`<tr class=${people.length ? "" : "seats__empty"} data-seat=${id}>
    <th scope="row"><span class="who">
      ${seat.roles.split(",").map((role) => html`<span key=${role} class="badge" data-agency=${marks[role]?.number}
        aria-hidden="true">${marks[role]?.letters ?? "?"}</span>`)}
      <span><${SeatName} desk=${desk} roles=${seat.roles} /></span></span></th>
    <td>${people.length
      ? people.map(([person]) => html`<${PersonLine} key=${person} desk=${desk} id=${person} />`)
      : html`<span class="seats__free">${t("△ empty")}</span>`}</td>
    <td>${seat.read ? t("✓ read") : html`<span class="quiet">${t("– not yet")}</span>`}</td>
    <td class="number">${t("{n} of {of}", { n: work?.revealed_n ?? 0, of: work?.hand_n ?? 0 })}</td>
    <td class="number">${work?.held_back_n ?? 0}</td>
  </tr>`;
}

/** A seat by its agencies' short names, as phones and screen call it; what its roles are called in full is read aloud. */
/** @param {{ desk: Console, roles: string }} props */
function SeatName({ desk, roles }) {
  const name = rolesText(desk, roles);
  const short = roles.split(",").map((role) => desk.view.family.roles[role]?.short ?? role).join(" + ");
  return html`<span>${short}</span>${short !== name && html`<span class="only-read">, ${name}</span>`}`;
}

/** One person: who, whether connected, what is done, and what can be done about it. @param {{ desk: Console, id: string }} props */
function PersonLine({ desk, id }) {
  const person = desk.view.people[id];
  const [isRemoving, setRemoving] = useState(false);
  const name = nameOf(desk, id);
  const remove = () => desk.sending.send(`person:${id}`, { type: "remove_participant", participant_id: id });
  /** @param {string} seat */
  const moveTo = (seat) =>
    seat !== person?.seat && desk.sending.send(`person:${id}`, { type: "seat_participant", participant_id: id, seat_id: seat });
  return html`<div class="person-line" data-home=${`person:${id}`}>
    <${Grip} name=${name} onDrop=${moveTo} /><span class="person-line__name" dir="auto">${name}</span>
    <${Presence} desk=${desk} id=${id} />
    <span class="person-line__done small quiet">${[healthWords(desk, id), doneWords(desk, id)].filter(Boolean).join(" · ")}</span>
    <details class="person-line__more">
      <summary aria-label=${t("Change {name}", { name })}>${t("Change")}</summary>
      <div class="cluster">
        <${MoveSelect} desk=${desk} name=${name} seat=${person?.seat} onMove=${moveTo} />
        <${PassOnButton} desk=${desk} address=${`${desk.links.handover}/${id}`} title=${t("Another phone for {name}", { name })}
          words=${t("Scan this with the other phone, or open the link there. The first phone keeps its place too.")}>
          ${t("Another phone…")}</${PassOnButton}>
        <button type="button" class="button button--danger" onClick=${() => setRemoving(true)}>${t("Remove…")}</button>
        <span class="small quiet">${wayWords(desk, id)}</span>
      </div>
    </details>
    <${Standing} desk=${desk} subject=${`person:${id}`} />
    ${isRemoving && html`<${Confirm} title=${t("Remove {name}?", { name })} yes=${t("Remove")} isDanger=${true} onYes=${remove}
      onClose=${() => setRemoving(false)}>
      <p>${t("This device leaves the workshop. Its seat and everything it revealed stay, and you can let it back in.")}</p>
    </${Confirm}>`}
  </div>`;
}

/** @param {Console} desk @param {string} id */
function doneWords(desk, id) {
  const person = desk.view.people[id];
  if (!person) return "";
  if (person.checked_out) return t("✓ checked out");
  if (person.second_read) return t("✓ second read");
  return person.first_read ? t("✓ first read") : "";
}

/**
 * Chosen first, then moved: on the way through the list nobody is seated anywhere.
 *
 * @param {{ desk: Console, name: string, seat?: string, onMove: (seat: string) => void }} props
 */
function MoveSelect({ desk, name, seat = "", onMove }) {
  const [wanted, setWanted] = useState("");
  const tables = Object.values(desk.view.tables);
  const isMove = wanted !== "" && wanted !== seat;
  return html`<div class="choose"><label class="person-line__move"><span class="small">${t("Seat")}</span>
    <select class="field__box" aria-label=${t("Seat of {name}", { name })} value=${wanted || seat}
      onChange=${(/** @type {any} */ event) => setWanted(event.currentTarget.value)}>
      ${!seat && html`<option value="" disabled>${t("observes")}</option>`}
      ${tables.map((table) => html`<optgroup key=${table.id} label=${tableName(table)}>
        ${Object.entries(table.seats).map(([seatId, one]) => html`<option key=${seatId} value=${seatId}>
          ${rolesText(desk, one.roles)}${one.taken ? "" : ` ${t("(empty)")}`}</option>`)}
      </optgroup>`)}
    </select></label>
    <button type="button" class="button" aria-disabled=${!isMove} onClick=${() => isMove && onMove(wanted)}>${t("Move")}</button></div>`;
}

/** Observers, and those who were removed or have left. @param {{ desk: Console, found?: Set<string> }} props */
function Others({ desk, found }) {
  const people = Object.entries(desk.view.people);
  const observers = people.filter(([id, one]) => !one.seat && !one.removed && !one.left && (!found || found.has(id)));
  const gone = people.filter(([, one]) => one.removed || one.left);
  return html`<div class="columns">
    ${observers.length > 0 && html`<section class="sheet sheet--flat"><h3>${t("Observers ({n})", { n: observers.length })}</h3>
      ${observers.map(([id]) => html`<${PersonLine} key=${id} desk=${desk} id=${id} />`)}
    </section>`}
    ${gone.length > 0 && html`<section class="sheet sheet--flat"><h3>${t("Removed or left ({n})", { n: gone.length })}</h3>
      ${gone.map(([id, one]) => html`<div key=${id} class="person-line" data-home=${`person:${id}`}>
        <span class="person-line__name" dir="auto">${nameOf(desk, id)}</span>
        <span class="small quiet">${one.removed ? t("removed") : t("has left")}</span>
        <button type="button" class="button" onClick=${() =>
          desk.sending.send(`person:${id}`, { type: "restore_participant", participant_id: id })}>${t("Let back in")}</button>
        <${Standing} desk=${desk} subject=${`person:${id}`} />
      </div>`)}
    </section>`}
  </div>`;
}
