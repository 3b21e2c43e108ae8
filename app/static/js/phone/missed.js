// What happened between two looks at the phone, and the words for it: read aloud, or told on return.

import { roleName } from "./facts.js";
import { tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {{ phase: string, facts: readonly string[], insights: readonly string[], asked: readonly string[] }} Glimpse
 *   ids of what the phone showed last
 * @typedef {{ phase: string, roles: readonly string[], insights: number, asked: number }} Missed
 *   `phase` is the new step's title, or empty; `roles` one per new fact
 */

/** @param {Phone} phone @returns {Glimpse} */
export function glimpseOf(phone) {
  const { table, view } = phone;
  return {
    phase: view.agenda.phase.id,
    facts: Object.keys(table?.facts ?? {}),
    insights: Object.keys(table?.insights ?? {}),
    asked: Object.entries(table?.asks ?? {}).filter(([, ask]) => ask.role in (view.seat?.roles ?? {})).map(([id]) => id),
  };
}

/**
 * What of it somebody has missed; undefined when nothing happened. One's own facts are no news.
 * @param {Glimpse} before @param {Phone} phone
 * @returns {Missed | undefined}
 */
export function missedSince(before, phone) {
  const now = glimpseOf(phone);
  const fresh = (/** @type {"facts" | "insights" | "asked"} */ what) => now[what].filter((id) => !before[what].includes(id));
  const facts = fresh("facts").map((id) => /** @type {import("../types").Table} */ (phone.table).facts[id]);
  const missed = {
    phase: before.phase === now.phase ? "" : phone.view.agenda.phase.title,
    roles: facts.filter((fact) => fact.seat !== phone.view.seat?.id).map((fact) => roleName(phone, fact.role)),
    insights: fresh("insights").length,
    asked: fresh("asked").filter((id) => !phone.table?.asks[id].reply).length,
  };
  return missed.phase || missed.roles.length || missed.insights || missed.asked ? missed : undefined;
}

/** A line for each kind of thing but the step. @param {Missed} missed @returns {string[]} */
export function linesOf({ roles, insights, asked }) {
  return [
    newFactsText(roles),
    insights > 0 ? tn("One insight was found.", "{n} insights were found.", insights) : "",
    asked > 0 ? tn("You have one question to answer.", "You have {n} questions to answer.", asked) : "",
  ].filter(Boolean);
}

/**
 * "School put 2 facts on the table. Police put one fact on the table."
 * @param {readonly string[]} roleNames one per fact, in order
 */
function newFactsText(roleNames) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of roleNames) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => tn("{role} put one fact on the table.", "{role} put {n} facts on the table.", n, { role: name })).join(" ");
}
