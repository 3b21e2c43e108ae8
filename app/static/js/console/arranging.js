// In the lobby: how the tables are laid, and how they might be for those who came; one press lays them anew.

import { html, useEffect, useRef, useState } from "../markup.js";
import { layoutText, readLayout, sameLayout } from "./layout.js";
import { fetched, NO_ANSWER } from "./passing.js";
import { Standing } from "./parts.js";
import { marked, t, tn } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {import("./console").Proposal} Proposal */
/** @typedef {import("./layout.js").Layout} Layout */

const FEWEST = 3;
const DRAFTS = ["people", "layout"];
/** For how many the tables were laid when fewer were here: nothing else is offered until more have come. */
const LAID_FOR = "laid_for";
/** People come in one after the other: the proposal waits for the last of a rush. */
const SETTLES_MS = 700;

/** @param {{ desk: Desk }} props */
export function Arranging({ desk }) {
  const { roles } = desk.view.family;
  const here = Object.values(desk.view.people).filter((one) => one.seat && !one.removed && !one.left).length;
  const expected = Math.max(here, Number(desk.drafts.get(LAID_FOR, 0)));
  const people = Number(desk.drafts.get("people", "")) || expected;
  const typed = String(desk.drafts.get("layout", ""));
  const { weighed, flaw, propose, weigh, settle } = useProposal(desk, people, typed !== "");
  const proposed = weighed ? layoutText(weighed.layout, roles) : "";
  const isWeighed = weighed !== null && (typed === "" || typed === proposed);
  const isLaid = weighed !== null && sameLayout(weighed.layout, laid(desk));
  const apply = async () => {
    if (!weighed || !(await desk.sending.send("arrange", { type: "arrange_tables", layout: weighed.layout }))) return;
    const isForMore = weighed.people > here;
    settle(isForMore ? weighed.people : here);
    desk.drafts.clear(isForMore ? DRAFTS : [...DRAFTS, LAID_FOR]);
    if (isForMore) desk.drafts.set(LAID_FOR, weighed.people);
  };
  return html`<section class="sheet arranging" aria-labelledby="arranging-title">
    <form class="cluster cluster--apart" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); propose(); }}>
      <h2 id="arranging-title" class="lead">${t("How the tables are laid")}</h2>
      <label class="cluster">${t("How many people?")}
        <input class="field__box field__box--number" type="number" min=${FEWEST} max="60" inputmode="numeric"
          placeholder=${Math.max(expected, FEWEST)} value=${desk.drafts.get("people", "")}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("people", event.currentTarget.value)} /></label>
    </form>
    <div class="cluster"><p role="status">${flaw
      ? html`<span class="field__flaw">${flaw}</span>`
      : isWeighed && weighed
        ? html`<${Told} weighed=${weighed} isLaid=${isLaid} />`
        : people < FEWEST && !typed && html`<span class="quiet">${t("From three people on, a layout is proposed here.")}</span>`}</p>
      ${isWeighed && !isLaid && html`<button type="button" class="button button--primary" onClick=${apply}>${t("Lay them like this")}</button>
        <span class="quiet small">${t("Those who wait are seated again, in the order they came.")}</span>`}
      <${Standing} desk=${desk} subject="arrange" /></div>
    ${isWeighed && weighed && !isLaid && html`<${Weighed} desk=${desk} weighed=${weighed} />`}
    ${(typed || proposed) && html`<details class="arranging__typed"><summary>${t("Change who sits with whom")}</summary>
      <p class="quiet small">${t("To give a person another seat, drag the name below, or choose the seat under “Change”.")}</p>
      <label class="field"><span class="field__note">${t("A line for each seat, + between roles that share it, an empty line between tables")}</span>
        <textarea class="field__box" rows=${Math.min((typed || proposed).split("\n").length + 1, 24)} value=${typed || proposed} spellcheck=${false}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("layout", event.currentTarget.value)}></textarea></label>
      ${!isWeighed && html`<p><button type="button" class="button" onClick=${() => weigh(typed)}>${t("Check this layout")}</button></p>`}
    </details>`}
  </section>`;
}

/**
 * The layout that is thought about: proposed for so many people by itself, or weighed as typed.
 *
 * @param {Desk} desk @param {number} people @param {boolean} isTyped
 */
function useProposal(desk, people, isTyped) {
  const [weighed, setWeighed] = useState(/** @type {Proposal | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const asked = useRef(0);
  const settled = useRef(0);
  /** @param {Promise<any>} asking */
  const take = async (asking) => {
    const place = (asked.current += 1);
    const answer = await asking;
    if (place !== asked.current) return;
    setWeighed(answer?.layout ? answer : null);
    setFlaw(answer?.layout ? "" : (answer?.message ?? NO_ANSWER));
    if (answer?.layout) desk.drafts.clear(["layout"]);
  };
  const propose = () => {
    settled.current = 0;
    return take(fetched(desk, `${desk.links.proposal}?people=${encodeURIComponent(people)}`, "GET"));
  };
  /** @param {string} text */
  const weigh = (text) => {
    const { layout, unknown } = readLayout(text, desk.view.family.roles);
    settled.current = people;
    if (unknown) setFlaw(t("Nobody is called “{unknown}”: write the roles' names as they are above.", { unknown }));
    else take(fetched(desk, desk.links.proposal, "POST", { layout }));
  };
  /** @param {number} count no layout is proposed for so many until it is asked for */
  const settle = (count) => {
    settled.current = count;
  };
  useEffect(() => {
    if (isTyped || people < FEWEST || people === settled.current) return undefined;
    const asking = setTimeout(propose, weighed ? SETTLES_MS : 0);
    return () => clearTimeout(asking);
  }, [people, isTyped]);
  return { weighed, flaw, propose, weigh, settle };
}

/** @param {Desk} desk @returns {Layout} */
function laid(desk) {
  return Object.values(desk.view.tables).map((table) => Object.values(table.seats).map((seat) => seat.roles.split(",")));
}

/** @param {{ weighed: Proposal, isLaid: boolean }} props */
function Told({ weighed, isLaid }) {
  const parts = { tables: html`<strong>${tn("One table", "{n} tables", weighed.layout.length)}</strong>`, people: tn("{n} person", "{n} people", weighed.people) };
  return isLaid
    ? html`<span>✓ ${marked(t("{tables} for {people}, as it should be."), parts)}</span>`
    : html`<span>${marked(t("{tables} for {people}:"), parts)}</span>`;
}

/** @param {{ desk: Desk, weighed: Proposal }} props */
function Weighed({ desk, weighed }) {
  const { roles } = desk.view.family;
  /** @param {string[]} seat */
  const words = (seat) => seat.map((role) => roles[role]?.name ?? role).join(" + ");
  return html`<div class="columns arranging__tables">
    ${weighed.layout.map((table, place) => html`<div key=${place} class="sheet sheet--sunk">
      <h3 class="small">${tn("Table {number}: {n} seat", "Table {number}: {n} seats", table.length, { number: place + 1 })}</h3>
      <ol>${table.map((seat) => html`<li key=${seat.join()}>${words(seat)}</li>`)}</ol>
      <ul class="arranging__told small">${(weighed.tables[place] ?? []).map((one) => html`<li key=${one}>${one}</li>`)}</ul>
    </div>`)}
  </div>`;
}
