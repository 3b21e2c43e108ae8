// In the lobby: how the tables are laid, and how they might be; nothing is laid anew over those who sit unasked.

import { html, useEffect, useRef, useState } from "../parts/markup.js";
import { layoutText, readLayout, sameLayout } from "./layout.js";
import { fetched, NO_ANSWER } from "./passing.js";
import { Confirm } from "./parts.js";
import { Standing } from "../parts/standing.js";
import { marked, t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Proposal} Proposal */
/** @typedef {import("./layout.js").Layout} Layout */

const FEWEST = 3;
const DRAFTS = ["people", "layout"];
/** People come in one after the other: the proposal waits for the last of a rush. */
const SETTLES_MS = 700;

/** @param {{ desk: Console }} props */
export function Arranging({ desk }) {
  const { roles } = desk.view.family;
  const here = Object.values(desk.view.people).filter((one) => one.seat && !one.removed && !one.left).length;
  const present = laid(desk);
  const seats = present.flat().length;
  // Another layout is proposed when somebody asks for it, or when more have come than there are seats.
  const people = Number(desk.drafts.get("people", "")) || (here > seats ? here : 0);
  const typed = String(desk.drafts.get("layout", ""));
  const { weighed, flaw, propose, weigh } = useProposal(desk, people, typed !== "");
  const [asked, setAsked] = useState(/** @type {Proposal | null} */ (null));
  const proposed = layoutText(weighed && (people > 0 || typed) ? weighed.layout : present, roles);
  const isWeighed = weighed !== null && (typed === "" ? people > 0 : typed === proposed);
  const isLaid = weighed !== null && sameLayout(weighed.layout, present);
  const isCertain = weighed !== null && !weighed.is_flawed && here === 0;
  /** @param {Proposal} chosen */
  const apply = async ({ layout }) => {
    if (await desk.sending.send("arrange", { type: "arrange_tables", layout })) desk.drafts.clear(DRAFTS);
  };
  return html`<section class="sheet arranging" aria-labelledby="arranging-title" data-home="arranging">
    <form class="cluster cluster--apart" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); propose(); }}>
      <h2 id="arranging-title" class="lead">${t("Seating")}</h2>
      <label class="cluster">${t("How many people?")}
        <input class="field__box field__box--number" type="number" min=${FEWEST} max="60" inputmode="numeric"
          placeholder=${Math.max(seats, here)} value=${desk.drafts.get("people", "")}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("people", event.currentTarget.value)} /></label>
    </form>
    <div class="cluster"><p role="status">${flaw
      ? html`<span class="field__flaw">${flaw}</span>`
      : isWeighed && weighed
        ? html`<${Told} weighed=${weighed} isLaid=${isLaid} />`
        : html`<span>${presentWords(present.length, seats)}</span> <span class="quiet">${tn("{n} person has a seat.", "{n} people have seats.", here)}</span>`}</p>
      ${isWeighed && weighed && !isLaid && html`<button type="button" class=${`button${weighed.is_flawed ? "" : " button--primary"}`}
        onClick=${() => (isCertain ? apply(weighed) : setAsked(weighed))}>${isCertain ? t("Use this seating") : t("Use this seating…")}</button>`}
      <${Standing} desk=${desk} subject="arrange" /></div>
    ${isWeighed && weighed && html`<${Weighed} desk=${desk} weighed=${weighed} isLaid=${isLaid} />`}
    <details class="arranging__typed"><summary>${t("Change who sits where")}</summary>
      <p class="quiet small">${t("To move somebody to another seat, drag their name below, or choose the seat under “Change”.")}</p>
      <label class="field"><span class="field__note">${t("One line for each seat, + between roles that share it, an empty line between tables")}</span>
        <textarea class="field__box" rows=${Math.min((typed || proposed).split("\n").length + 1, 24)} value=${typed || proposed} spellcheck=${false}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("layout", event.currentTarget.value)}></textarea></label>
      ${typed && !isWeighed && html`<p><button type="button" class="button" onClick=${() => weigh(typed)}>${t("Check this seating")}</button></p>`}
    </details>
    ${asked && html`<${LayDialog} present=${presentWords(present.length, seats)} weighed=${asked} here=${here} onYes=${() => apply(asked)}
      onClose=${() => setAsked(null)} />`}
  </section>`;
}

/** "2 tables with 14 seats." @param {number} tables @param {number} seats */
function presentWords(tables, seats) {
  return t("{tables} with {seats}.", { tables: tn("One table", "{n} tables", tables), seats: tn("{n} seat", "{n} seats", seats) });
}

/**
 * Asked once: what becomes of those who sit already, and what a hand would give away.
 * @param {{ present: string, weighed: Proposal, here: number, onYes: () => void, onClose: () => void }} props
 */
function LayDialog({ present, weighed, here, onYes, onClose }) {
  const { layout, is_flawed, tables } = weighed;
  return html`<${Confirm} title=${t("Change the seating?")} yes=${is_flawed ? t("Change it anyway") : t("Change it")} onYes=${onYes} onClose=${onClose}>
    <p>${t("Now: {layout}", { layout: present })} ${t("Then: {layout}", { layout: presentWords(layout.length, layout.flat().length) })}</p>
    ${is_flawed && html`<div class="notice notice--waiting"><ul>${[...new Set(tables.flat())].map((one) => html`<li key=${one}>${one}</li>`)}</ul></div>`}
    ${here > 0 && html`<p>${tn("{n} person already has a seat and keeps their role, if a seat with it is free.",
      "{n} people already have seats and keep their roles where a seat is free. The others are seated in the order they came.", here)}</p>`}
  </${Confirm}>`;
}

/**
 * The layout that is thought about: proposed for so many people by itself, or weighed as typed.
 *
 * @param {Console} desk @param {number} people @param {boolean} isTyped
 */
function useProposal(desk, people, isTyped) {
  const [weighed, setWeighed] = useState(/** @type {Proposal | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const asked = useRef(0);
  /** @param {Promise<any>} asking @param {string} text what was typed, if it was */
  const take = async (asking, text = "") => {
    const place = (asked.current += 1);
    const answer = await asking;
    if (place !== asked.current) return;
    setWeighed(answer?.layout ? answer : null);
    setFlaw(answer?.layout ? "" : (answer?.message ?? NO_ANSWER));
    if (!answer?.layout) return;
    // What was checked stays, in the words of the answer; what was typed meanwhile is left alone.
    if (!text) desk.drafts.clear(["layout"]);
    else if (desk.drafts.get("layout", "") === text) desk.drafts.set("layout", layoutText(answer.layout, desk.view.family.roles));
  };
  const propose = () => people >= FEWEST && take(fetched(desk, `${desk.links.proposal}?people=${encodeURIComponent(people)}`, "GET"));
  /** @param {string} text */
  const weigh = (text) => {
    const { layout, unknown } = readLayout(text, desk.view.family.roles);
    if (unknown) setFlaw(t("No role is called “{unknown}”. Use the names as they are above.", { unknown }));
    else take(fetched(desk, desk.links.proposal, "POST", { layout }), text);
  };
  useEffect(() => {
    if (isTyped || people < FEWEST) return undefined;
    const asking = setTimeout(propose, weighed ? SETTLES_MS : 0);
    return () => clearTimeout(asking);
  }, [people, isTyped]);
  return { weighed, flaw, propose, weigh };
}

/** @param {Console} desk @returns {Layout} */
function laid(desk) {
  return Object.values(desk.view.tables).map((table) => Object.values(table.seats).map((seat) => seat.roles.split(",")));
}

/** @param {{ weighed: Proposal, isLaid: boolean }} props */
function Told({ weighed, isLaid }) {
  const parts = { tables: html`<strong>${tn("One table", "{n} tables", weighed.layout.length)}</strong>`,
    people: tn("{n} person", "{n} people", weighed.people) };
  return isLaid && !weighed.is_flawed
    ? html`<span>✓ ${marked(t("{tables} for {people}: all set."), parts)}</span>`
    : html`<span>${marked(t("{tables} for {people}:"), parts)}</span>`;
}

/** @param {{ desk: Console, weighed: Proposal, isLaid: boolean }} props */
function Weighed({ desk, weighed, isLaid }) {
  if (isLaid && !weighed.is_flawed) return null;
  const { roles } = desk.view.family;
  /** @param {string[]} seat */
  const words = (seat) => seat.map((role) => roles[role]?.name ?? role).join(" + ");
  return html`<div class="columns arranging__tables">
    ${weighed.layout.map((table, place) => html`<div key=${place} class="sheet sheet--sunk">
      <h3 class="small">${tn("Table {number}: {n} seat", "Table {number}: {n} seats", table.length, { number: place + 1 })}</h3>
      <ol>${table.map((seat) => html`<li key=${seat.join()}>${words(seat)}</li>`)}</ol>
      <ul class=${`arranging__told small${weighed.is_flawed ? " arranging__told--flawed" : ""}`}>
        ${(weighed.tables[place] ?? []).map((one) => html`<li key=${one}>${one}</li>`)}</ul>
    </div>`)}
  </div>`;
}
