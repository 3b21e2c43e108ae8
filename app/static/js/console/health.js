// How the phones are: who is connected, how quick the way is, which taps wait; and who nobody sits for.

import { deskMay } from "../parts/allowed.js";
import { html } from "../parts/markup.js";
import { nameOf } from "./parts.js";
import { rolesText } from "../parts/roles.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const SLOW_MS = 1_000;
const MOST_NAMED = 8;
const AS_WORDS = [t("no"), t("one"), t("two"), t("three"), t("four"), t("five"), t("six"), t("seven"), t("eight"), t("nine"), t("ten")];

/** One phone's way to the server, in words, where it wants a look: "slow, 1200 ms", "2 taps wait". @param {Console} desk @param {string} id */
export function healthWords(desk, id) {
  const { rtt_ms, waiting } = desk.health[id] ?? {};
  const state = desk.presence[id] ?? "away";
  return [
    rtt_ms && state === "online" && rtt_ms > SLOW_MS ? t("slow, {ms} ms", { ms: rtt_ms }) : "",
    waiting ? tn("{n} tap waiting", "{n} taps waiting", waiting) : "",
  ].filter(Boolean).join(", ");
}

/** How long the way there and back takes, for whoever looks closer. @param {Console} desk @param {string} id */
export function wayWords(desk, id) {
  const { rtt_ms } = desk.health[id] ?? {};
  return rtt_ms ? t("There and back: {ms} ms", { ms: rtt_ms }) : "";
}

/** The whole of it at a glance. @param {{ desk: Console }} props */
export function RoomHealth({ desk }) {
  const here = Object.entries(desk.view.people).filter(([, one]) => !one.removed && !one.left).map(([id]) => id);
  const missing = here.filter((id) => desk.presence[id] !== "online");
  const waiting = here.reduce((sum, id) => sum + (desk.health[id]?.waiting ?? 0), 0);
  const out = desk.stepped_out;
  if (!here.length) return null;
  return html`<div class="health small"><p class="cluster" role="status">
    <span><span aria-hidden="true">● </span>${t("{n} of {of} phones connected", { n: here.length - missing.length, of: here.length })}</span>
    ${waiting > 0 && html`<span class="health__waiting"><span aria-hidden="true">… </span>
      ${tn("{n} tap waiting on phones", "{n} taps waiting on phones", waiting)}</span>`}
    ${out > 0 && html`<span class="health__out"><span aria-hidden="true">‖ </span>
      ${tn("{n} person has stepped out", "{n} people have stepped out", out)}</span>`}
  </p>
  ${missing.length > 0 && missing.length < here.length && html`<p class="cluster health__missing">${t("Not connected:")}
    ${missing.slice(0, MOST_NAMED).map((id) => html`<button key=${id} type="button" class="button button--plain"
      onClick=${() => showPerson(id)}>${nameOf(desk, id)}</button>`)}
    ${missing.length > MOST_NAMED && html`<span>${t("and {n} more", { n: missing.length - MOST_NAMED })}</span>`}</p>`}</div>`;
}

/** To the row of this person, out of its fold if it lies in one. @param {string} id */
function showPerson(id) {
  const row = document.querySelector(`[data-home="${CSS.escape(`person:${id}`)}"]`);
  const fold = row?.closest("details.table-sheet");
  if (fold instanceof HTMLDetailsElement) fold.open = true;
  row?.scrollIntoView({ block: "center" });
  const goal = row?.querySelector("summary, button");
  if (goal instanceof HTMLElement) goal.focus();
}

/** Whose seats are empty, and what cannot be found without them. @param {{ desk: Console }} props */
export function OutOfReach({ desk }) {
  const { agenda, lead, tables } = desk.view;
  const lost = Object.entries(lead.out_of_reach ?? {}).filter(([id]) => tables[id]);
  if (!deskMay(desk, "set_round")) return null; // no round is to come: nobody finds more
  const given = Object.entries(lead.given_away ?? {}).filter(([id]) => tables[id]);
  if (!lost.length && !given.length) return agenda.phase.kind === "lobby"
    ? html`<p class="coverage notice notice--done"><span>${t("Every role has somebody, and every insight can be found.")}</span></p>` : null;
  const isOnly = Object.keys(tables).length === 1;
  return html`<ul class="coverage">
    ${given.map(([id, { roles, insights }]) => html`<li key=${`given-${id}`} class="notice notice--waiting">
      <span>${isOnly ? "" : `${t("Table {number}", { number: tables[id]?.number ?? 0 })}. `}
        ${tn("{roles}: these facts alone show {n} insight.", "{roles}: these facts alone show {n} insights.", insights,
          { roles: rolesText(desk, roles) })}</span></li>`)}
    ${lost.map(([id, { roles, insights }]) => {
      const of = tables[id]?.counts.insights_of ?? 0;
      return html`<li key=${id}>
        <progress class="meter" value=${of - insights} max=${Math.max(of, 1)} aria-hidden="true"></progress>
        <span>${!isOnly && isEmpty(tables[id]) ? t("No one is at table {number} yet.", { number: tables[id]?.number ?? 0 })
          : outOfReachWords(rolesText(desk, roles, ", "), insights, isOnly ? 0 : (tables[id]?.number ?? 0))}</span>
      </li>`;
    })}
  </ul>`;
}

/** @param {import("../facilitator").ConsoleTable | undefined} table */
function isEmpty(table) {
  return Object.values(table?.seats ?? {}).every((seat) => !seat.taken);
}

/**
 * "Nobody sits for Housing officer: three insights are out of reach at table 2."
 *
 * @param {string} roles
 * @param {number} insights
 * @param {number} table  0: there is only one
 */
export function outOfReachWords(roles, insights, table) {
  const where = table ? ` ${t("at table {number}", { number: table })}` : "";
  const many = AS_WORDS[insights] ?? String(insights);
  if (insights === 0) return t("No one is playing {roles}{where} yet. Every insight can still be found.", { roles, where });
  return tn("No one is playing {roles} yet: {many} insight can't be found{where}.",
    "No one is playing {roles} yet: {many} insights can't be found{where}.", insights, { roles, many, where });
}
