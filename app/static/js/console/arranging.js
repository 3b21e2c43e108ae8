// In the lobby: lay the tables anew for the number of people who came.

import { html, useState } from "../markup.js";
import { Standing } from "./parts.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").Proposal} Proposal */

const NO_ANSWER = "The server did not answer: try again.";

/** @param {{ desk: Desk }} props */
export function Arranging({ desk }) {
  const here = Object.values(desk.view.people).filter((one) => one.seat && !one.removed && !one.left).length;
  const [proposal, setProposal] = useState(/** @type {Proposal | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const typed = desk.drafts.get("people", "");
  /** @param {Event} event */
  const propose = async (event) => {
    event.preventDefault();
    const answer = await fetchProposal(desk.links.proposal, typed || String(Math.max(here, 3)));
    setProposal("layout" in answer ? answer : null);
    setFlaw("layout" in answer ? "" : answer.message);
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
    ${proposal && html`<${Proposed} desk=${desk} proposal=${proposal} />
      <p class="cluster"><button type="button" class="button button--primary" onClick=${apply}>Lay them like this</button>
        <span class="quiet small">Those who wait are seated again, in the order they came.</span></p>`}
    <${Standing} desk=${desk} subject="arrange" />
  </details>`;
}

/** @param {{ desk: Desk, proposal: Proposal }} props */
function Proposed({ desk, proposal }) {
  const { roles } = desk.view.family;
  /** @param {string[]} seat */
  const words = (seat) => seat.map((role) => roles[role]?.name ?? role).join(" + ");
  return html`<div class="flow">
    <p><strong>${proposal.layout.length === 1 ? "One table" : `${proposal.layout.length} tables`}</strong>${" "}
      for ${proposal.people} people:</p>
    <div class="columns arranging__tables">
      ${proposal.layout.map((table, place) => html`<div key=${place} class="sheet sheet--sunk">
        <h3 class="small">Table ${place + 1}: ${table.length} seats</h3>
        <ol>${table.map((seat) => html`<li key=${seat.join()}>${words(seat)}</li>`)}</ol>
      </div>`)}
    </div>
    ${proposal.given_away.length > 0 && html`<p class="notice notice--waiting"><span>With so few seats, one hand alone
      shows: ${proposal.given_away.join(", ")}. Good for a demonstration.</span></p>`}
  </div>`;
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
