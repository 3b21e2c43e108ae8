// In the lobby: lay the tables anew for the number of people who came. A layout is weighed before it is laid.

import { html, useState } from "../markup.js";
import { postJson } from "./asking.js";
import { Standing } from "./parts.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").Proposal} Proposal */
/** @typedef {(role: string, seat: number) => void} Move */

const NO_ANSWER = "The server did not answer: try again.";

/** @param {{ desk: Desk }} props */
export function Arranging({ desk }) {
  const here = Object.values(desk.view.people).filter((one) => one.seat && !one.removed && !one.left).length;
  const [proposal, setProposal] = useState(/** @type {Proposal | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const typed = desk.drafts.get("people", "");
  /** @param {Proposal | { message: string }} answer */
  const show = (answer) => {
    if ("layout" in answer) setProposal(answer);
    setFlaw("layout" in answer ? "" : answer.message);
  };
  /** @param {Event} event */
  const propose = async (event) => {
    event.preventDefault();
    show(await fetchProposal(desk.links.proposal, typed || String(Math.max(here, 3))));
  };
  /** @param {string[][][]} layout */
  const weigh = async (layout) => {
    const answer = /** @type {Proposal | { message: string }} */ (await postJson(desk.links.proposal, { layout }));
    show("layout" in answer ? { ...answer, people: proposal?.people ?? answer.people } : answer);
  };
  const apply = async () => {
    if (proposal && (await desk.sending.send("arrange", { type: "arrange_tables", layout: proposal.layout }))) {
      setProposal(null);
      desk.drafts.clear(["people"]);
    }
  };
  return html`<details class="sheet arranging">
    <summary>Lay the tables anew</summary>
    <form class="cluster" onSubmit=${propose}>
      <label class="cluster" for="arrange-people">How many people?</label>
      <input class="field__box field__box--number" id="arrange-people" type="number" min="3" max="60" inputmode="numeric"
        placeholder=${Math.max(here, 3)} value=${typed}
        onInput=${(/** @type {any} */ event) => desk.drafts.set("people", event.currentTarget.value)} />
      <button class="button">Show the tables</button>
    </form>
    <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>
    ${proposal && html`<${Proposed} desk=${desk} proposal=${proposal} onChange=${weigh} />
      <p class="cluster"><button type="button" class="button button--primary" onClick=${apply}>Lay them like this</button>
        <span class="quiet small">Those who wait are seated again, in the order they came.</span></p>`}
    <${Standing} desk=${desk} subject="arrange" />
  </details>`;
}

/** @param {{ desk: Desk, proposal: Proposal, onChange: (layout: string[][][]) => void }} props */
function Proposed({ desk, proposal, onChange }) {
  const { layout, tables } = proposal;
  /** @param {number} place @returns {Move} */
  const mover = (place) => (role, seat) =>
    onChange(layout.map((table, number) => (number === place ? withRoleAt(table, role, seat) : table)));
  return html`<div class="flow">
    <p><strong>${layout.length === 1 ? "One table" : `${layout.length} tables`}</strong>${" "}
      for ${proposal.people} people. Drag a role to another seat, or choose its seat.</p>
    <div class="columns arranging__tables" role="list">
      ${layout.map((table, place) => html`<section key=${place} class="sheet sheet--sunk" role="listitem">
        <h3 class="small">Table ${place + 1}: ${table.length} seats</h3>
        <ol>${table.map((seat, number) =>
          html`<${SeatPlan} key=${seat.join()} desk=${desk} table=${table} number=${number} onMove=${mover(place)} />`)}</ol>
        <ul class="small" role="status">${(tables[place] ?? []).map((words) => html`<li key=${words}>${words}</li>`)}</ul>
      </section>`)}
    </div>
  </div>`;
}

/** One seat of a plan: its roles, each of which can be given to another seat. @param {{ desk: Desk, table: string[][], number: number, onMove: Move }} props */
function SeatPlan({ desk, table, number, onMove }) {
  const { roles } = desk.view.family;
  /** @param {any} event */
  const drop = (event) => {
    event.preventDefault();
    const role = event.dataTransfer.getData("text/plain");
    if (table.some((seat) => seat.includes(role))) onMove(role, number);
  };
  return html`<li onDragOver=${(/** @type {any} */ event) => event.preventDefault()} onDrop=${drop}>
    ${(table[number] ?? []).map((role) => html`<span key=${role} class="cluster" draggable="true"
      onDragStart=${(/** @type {any} */ event) => event.dataTransfer.setData("text/plain", role)}>
      <span class="grow">${roles[role]?.name ?? role}</span>
      <select class="field__box small" aria-label=${`Seat of ${roles[role]?.name ?? role}`} value=${String(number)}
        onChange=${(/** @type {any} */ event) => onMove(role, Number(event.currentTarget.value))}>
        ${table.map((_, other) => html`<option key=${other} value=${String(other)}>Seat ${other + 1}</option>`)}
        <option value=${String(table.length)}>A seat of its own</option>
      </select>
    </span>`)}
  </li>`;
}

/**
 * A table's seats with one role moved to another seat, or, beyond the last one, to a seat of its own.
 *
 * @param {readonly string[][]} table
 * @param {string} role
 * @param {number} seat
 */
export function withRoleAt(table, role, seat) {
  const moved = [...table, []].map((roles, number) => {
    const others = roles.filter((one) => one !== role);
    return number === seat ? [...others, role] : others;
  });
  return moved.filter((roles) => roles.length > 0);
}

/**
 * @param {string} address
 * @param {string} people
 * @returns {Promise<Proposal | { message: string }>}
 */
async function fetchProposal(address, people) {
  try {
    const answer = await fetch(`${address}?people=${encodeURIComponent(people)}`, { headers: { accept: "application/json" } });
    return await answer.json();
  } catch {
    return { message: NO_ANSWER };
  }
}
