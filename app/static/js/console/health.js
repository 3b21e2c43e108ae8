// How the phones are: who is connected, how quick the way is, which taps wait; and who nobody sits for.

import { html } from "../markup.js";
import { rolesText } from "./parts.js";
import { t, tn } from "../words.js";

/** @typedef {import("./console").Desk} Desk */

const SLOW_MS = 1_000;
const AS_WORDS = [t("no"), t("one"), t("two"), t("three"), t("four"), t("five"), t("six"), t("seven"), t("eight"), t("nine"), t("ten")];
const REACHED_IN = new Set(["lobby", "welcome", "read", "first_read", "share", "pulse", "ask_and_link"]);

/** One phone's way to the server, in words: "48 ms", "2 taps wait". @param {Desk} desk @param {string} id */
export function healthWords(desk, id) {
  const { rtt_ms, waiting } = desk.health[id] ?? {};
  const state = desk.presence[id] ?? "away";
  return [
    rtt_ms && state === "online" ? (rtt_ms > SLOW_MS ? t("slow, {ms} ms", { ms: rtt_ms }) : `${rtt_ms} ms`) : "",
    waiting ? tn("{n} tap waits", "{n} taps wait", waiting) : "",
  ].filter(Boolean).join(", ");
}

/** The whole of it at a glance. @param {{ desk: Desk }} props */
export function RoomHealth({ desk }) {
  const here = Object.entries(desk.view.people).filter(([, one]) => !one.removed && !one.left).map(([id]) => id);
  const online = here.filter((id) => desk.presence[id] === "online").length;
  const waiting = here.reduce((sum, id) => sum + (desk.health[id]?.waiting ?? 0), 0);
  const out = desk.stepped_out;
  if (!here.length) return null;
  return html`<p class="health cluster small" role="status">
    <span><span aria-hidden="true">● </span>${t("{n} of {of} phones connected", { n: online, of: here.length })}</span>
    ${waiting > 0 && html`<span class="health__waiting"><span aria-hidden="true">… </span>${tn("{n} tap waits on phones", "{n} taps wait on phones", waiting)}</span>`}
    ${out > 0 && html`<span class="health__out"><span aria-hidden="true">‖ </span>${tn("{n} person has stepped out", "{n} people have stepped out", out)}</span>`}
  </p>`;
}

/** Whose seats are empty, and what cannot be found without them. @param {{ desk: Desk }} props */
export function Coverage({ desk }) {
  const { agenda, lead, tables } = desk.view;
  const lost = Object.entries(lead.out_of_reach ?? {}).filter(([id]) => tables[id]);
  if (!REACHED_IN.has(agenda.phase.kind)) return null;
  if (!lost.length) return agenda.phase.kind === "lobby" ? html`<p class="coverage notice notice--done"><span>${t("Every role has somebody: every insight is within reach.")}</span></p>` : null;
  const isOnly = Object.keys(tables).length === 1;
  return html`<ul class="coverage">
    ${lost.map(([id, { roles, insights }]) => {
      const of = tables[id]?.counts.insights_of ?? 0;
      return html`<li key=${id}>
        <progress class="meter" value=${of - insights} max=${Math.max(of, 1)} aria-hidden="true"></progress>
        <span>${!isOnly && isEmpty(tables[id]) ? t("Nobody sits at table {number} yet.", { number: tables[id]?.number ?? 0 }) : coverageWords(rolesText(desk, roles, ", "), insights, isOnly ? 0 : (tables[id]?.number ?? 0))}</span>
      </li>`;
    })}
  </ul>`;
}

/** @param {import("./console").ConsoleTable | undefined} table */
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
export function coverageWords(roles, insights, table) {
  const where = table ? ` ${t("at table {number}", { number: table })}` : "";
  const many = AS_WORDS[insights] ?? String(insights);
  if (insights === 0) return t("Nobody sits for {roles}{where}; every insight is still within reach.", { roles, where });
  return tn("Nobody sits for {roles}: {many} insight is out of reach{where}.",
    "Nobody sits for {roles}: {many} insights are out of reach{where}.", insights, { roles, many, where });
}
