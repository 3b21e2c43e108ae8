// In the lobby: lay the tables anew, as proposed for the number of people who came, or as typed.

import { html, useState } from "../markup.js";
import { layoutText, readLayout } from "./layout.js";
import { fetched, NO_ANSWER } from "./passing.js";
import { Standing } from "./parts.js";
import { marked, t, tn } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").Proposal} Proposal */
/** @typedef {import("./layout.js").Layout} Layout */

const DRAFTS = ["people", "layout"];

/** @param {{ desk: Desk }} props */
export function Arranging({ desk }) {
  const here = Object.values(desk.view.people).filter((one) => one.seat && !one.removed && !one.left).length;
  const [weighed, setWeighed] = useState(/** @type {Proposal | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const people = desk.drafts.get("people", "");
  const typed = String(desk.drafts.get("layout", ""));
  const { roles } = desk.view.family;
  /** @param {any} answer */
  const take = (answer) => {
    setWeighed(answer?.layout ? answer : null);
    setFlaw(answer?.layout ? "" : (answer?.message ?? NO_ANSWER));
    if (answer?.layout) desk.drafts.set("layout", layoutText(answer.layout, roles));
  };
  /** @param {Event} event */
  const propose = async (event) => {
    event.preventDefault();
    const asked = people || String(Math.max(here, 3));
    take(await fetched(desk, `${desk.links.proposal}?people=${encodeURIComponent(asked)}`, "GET"));
  };
  const weigh = async () => {
    const { layout, unknown } = readLayout(typed, roles);
    if (unknown) setFlaw(t("Nobody is called “{unknown}”: write the roles' names as they are above.", { unknown }));
    else take(await fetched(desk, desk.links.proposal, "POST", { layout }));
  };
  const apply = async () => {
    if (weighed && (await desk.sending.send("arrange", { type: "arrange_tables", layout: weighed.layout }))) {
      setWeighed(null);
      desk.drafts.clear(DRAFTS);
    }
  };
  const isWeighed = weighed !== null && typed === layoutText(weighed.layout, roles);
  return html`<details class="sheet arranging">
    <summary>${t("Lay the tables anew")}</summary>
    <form class="cluster" onSubmit=${propose}>
      <label class="cluster" for="arrange-people">${t("How many people?")}</label>
      <input class="field__box field__box--number" id="arrange-people" type="number" min="3" max="60" inputmode="numeric"
        placeholder=${Math.max(here, 3)} value=${people}
        onInput=${(/** @type {any} */ event) => desk.drafts.set("people", event.currentTarget.value)} />
      <button class="button">${t("Show the tables")}</button>
    </form>
    <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>
    ${isWeighed && weighed && html`<${Weighed} desk=${desk} weighed=${weighed} />`}
    ${typed && html`<details class="arranging__typed" open=${!isWeighed}><summary>${t("Change who sits with whom")}</summary>
      <label class="field"><span class="field__note">${t("A line for each seat, + between roles that share it, an empty line between tables")}</span>
        <textarea class="field__box" rows=${Math.min(typed.split("\n").length + 1, 24)} value=${typed} spellcheck=${false}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("layout", event.currentTarget.value)}></textarea></label>
      ${!isWeighed && html`<p><button type="button" class="button" onClick=${weigh}>${t("Weigh this layout")}</button></p>`}
    </details>`}
    ${isWeighed && html`<p class="cluster"><button type="button" class="button button--primary" onClick=${apply}>${t("Lay them like this")}</button>
      <span class="quiet small">${t("Those who wait are seated again, in the order they came.")}</span></p>`}
    <${Standing} desk=${desk} subject="arrange" />
  </details>`;
}

/** @param {{ desk: Desk, weighed: Proposal }} props */
function Weighed({ desk, weighed }) {
  const { roles } = desk.view.family;
  /** @param {string[]} seat */
  const words = (seat) => seat.map((role) => roles[role]?.name ?? role).join(" + ");
  return html`<div class="flow">
    <p>${marked(t("{tables} for {people}:"), { tables: html`<strong>${tn("One table", "{n} tables", weighed.layout.length)}</strong>`, people: tn("{n} person", "{n} people", weighed.people) })}</p>
    <div class="columns arranging__tables">
      ${weighed.layout.map((table, place) => html`<div key=${place} class="sheet sheet--sunk">
        <h3 class="small">${tn("Table {number}: {n} seat", "Table {number}: {n} seats", table.length, { number: place + 1 })}</h3>
        <ol>${table.map((seat) => html`<li key=${seat.join()}>${words(seat)}</li>`)}</ol>
        <ul class="arranging__told small">${(weighed.tables[place] ?? []).map((one) => html`<li key=${one}>${one}</li>`)}</ul>
      </div>`)}
    </div>
  </div>`;
}
