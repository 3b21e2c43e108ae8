// How far the step is: how many have done what it asks of each, or how much of it is done.

import { html } from "../parts/markup.js";
import { nameOf } from "./parts.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").ConsoleView} ConsoleView */
/** @typedef {{ n: number, of?: number, words: string }} Readiness  without `of`: as many as there are */

const ASKED = /** @type {Record<string, string>} */ ({
  lobby: t("seats are taken"),
  read: t("have read their facts"),
  first_read: t("have given their first read"),
  second_read: t("have given their second read"),
  vote: t("have used all their votes"),
  check_out: t("have checked out"),
});

/**
 * What there is to count in the step that runs; nothing where it asks nothing of anybody. Barriers are counted
 * as they are stored, without those who wrote them.
 *
 * @param {Pick<ConsoleView, "agenda" | "lead" | "tables" | "moderation">} view
 * @returns {Readiness | undefined}
 */
export function readiness({ agenda, lead, tables, moderation }) {
  const { kind } = agenda.phase;
  if (lead.ready) return { ...lead.ready, words: ASKED[kind] ?? t("are ready") };
  const all = Object.values(tables);
  if (kind === "share") {
    const taken = all.flatMap(({ seats, work }) => Object.keys(seats).filter((id) => seats[id]?.taken).map((id) => work?.[id]?.revealed_n ?? 0));
    return { n: taken.filter((revealed) => revealed > 0).length, of: taken.length, words: t("seats have revealed something") };
  }
  if (kind === "ask_and_link") {
    return { n: all.filter(({ counts }) => counts.insights > 0).length, of: all.length,
      words: tn("table has found an insight", "tables have found an insight", all.length) };
  }
  const barriers = Object.values(moderation.barriers ?? {});
  if (kind === "barriers") return { n: barriers.length, words: tn("barrier is written", "barriers are written", barriers.length) };
  const shown = barriers.filter((one) => !one.hidden);
  if (kind === "meaning") return { n: shown.filter((one) => one.standing).length, ...(shown.length && { of: shown.length }), words: t("barriers are weighed") };
  const made = Object.keys(moderation.commitments ?? {}).length;
  return kind === "commitments" ? { n: made, words: tn("commitment is made", "commitments are made", made) } : undefined;
}

/** Whether everybody has done what the step asks, so that nobody is cut off by going on. @param {ConsoleView} view */
export function isAllDone(view) {
  const ready = readiness(view);
  return ready?.of !== undefined && ready.of > 0 && ready.n >= ready.of && !view.agenda.timer.paused;
}

/** While people share: who sits and has put nothing on the table, by table. @param {ConsoleView} view @returns {string[]} */
export function silent({ agenda, tables, family }) {
  if (agenda.phase.part !== "sharing") return [];
  const all = Object.values(tables);
  return all.flatMap(({ number, seats, work }) => {
    const quiet = Object.entries(seats).filter(([id, seat]) => seat.taken && !work?.[id]?.revealed_n)
      .map(([, seat]) => seat.roles.split(",").map((role) => family.roles[role]?.short ?? role).join(" + "));
    if (!quiet.length) return [];
    return all.length > 1 ? t("table {number}: {names}", { number, names: quiet.join(", ") }) : quiet.join(", ");
  });
}

/** @param {{ ready: Readiness | undefined }} props */
export function Ready({ ready }) {
  if (!ready) return html`<span class="ready quiet">${t("Nothing to do on phones. Move on when the talk is done.")}</span>`;
  const { n, of, words } = ready;
  return html`<span class="ready">${of !== undefined && html`<progress class="meter" value=${n} max=${Math.max(of, 1)} aria-hidden="true"></progress>`}
    <strong class="numbers">${of === undefined ? n : t("{n} of {of}", { n, of })}</strong> ${words}</span>`;
}

/** Who has not yet done what the step asks of each. @param {Console} desk @returns {string[]} */
export function notReady(desk) {
  const { agenda, people } = desk.view;
  const kind = agenda.phase.kind;
  const seated = Object.entries(people).filter(([, person]) => person.seat && !person.removed && !person.left);
  const seats = Object.values(desk.view.tables).flatMap((table) => Object.entries(table.seats));
  const read = new Set(seats.filter(([, seat]) => seat.read).map(([id]) => id));
  return seated
    .filter(([, person]) =>
      (kind === "read" && !read.has(person.seat ?? "")) || (kind === "first_read" && !person.first_read) ||
      (kind === "second_read" && !person.second_read) || (kind === "check_out" && !person.checked_out))
    .map(([id]) => nameOf(desk, id));
}
