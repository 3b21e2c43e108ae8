// A fact as the phone shows it: in the hand, on the table, in what was missed.

import { html } from "../parts/markup.js";
import { COLUMN_WORDS, SOURCE_WORDS } from "../picture/words.js";
import { dayWords } from "../languages/days.js";
import { listed, t } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Column} Column
 */

/** @param {{ column: Column }} props */
function Mark({ column }) {
  return html`<span class="mark mark--${column}">${COLUMN_WORDS[column]}</span>`;
}

/** Letters on the agency's colour, and the role's name beside them.
 * @param {{ phone: Phone, role: string }} props */
export function Who({ phone, role }) {
  const mark = phone.marks[role];
  if (!mark) return null;
  return html`
    <span class="who" data-agency=${mark.number}>
      <span class="badge" aria-hidden="true">${mark.letters}</span>
      <span>${roleName(phone, role)}</span>
    </span>
  `;
}

/** @param {Phone} phone @param {string} role */
export function roleName(phone, role) {
  return phone.view.family.roles[role]?.short ?? t("Somebody");
}

/** "Ruby and Tom". @param {Phone} phone @param {string} about ids, comma-joined */
function peopleNames(phone, about) {
  const people = { ...phone.view.family.people, ...phone.table?.people };
  const names = about.split(",").flatMap((id) => (people[id] ? [people[id].name] : []));
  return listed(names);
}

/**
 * @param {{ phone: Phone, fact: { text: string, about: string, topic: string, when?: string, column: Column,
 *   source: "seen" | "told" | "recorded" }, quiet?: boolean, children?: unknown, extra?: unknown }} props
 *   `extra` stands in the first line
 */
export function Fact({ phone, fact, quiet = false, children, extra }) {
  const about = peopleNames(phone, fact.about);
  const topic = phone.view.family.topics[fact.topic]?.name;
  const details = [about, topic, dayWords(fact.when), SOURCE_WORDS[fact.source]].filter(Boolean).join(" · ");
  return html`
    <div class="fact fact--${fact.column} ${quiet ? "fact--quiet" : ""}">
      <div class="cluster cluster--apart"><${Mark} column=${fact.column} />${extra}</div>
      <p class="fact__text" dir="auto">${fact.text}</p>
      <p class="fact__about">${details}</p>
      ${children}
    </div>
  `;
}

/** @param {import("../types").Table | undefined} table the revealed facts, newest first */
export function newestFirst(table) {
  return Object.entries(table?.facts ?? {}).sort(([, a], [, b]) => b.order - a.order);
}

/** What the scenario explains of its words. @param {{ phone: Phone }} props */
export function Words({ phone }) {
  const { glossary, language } = phone.view.family;
  const words = Object.entries(glossary);
  if (words.length === 0) return null;
  return html`
    <details class="fold words">
      <summary>${t("Words explained")}</summary>
      <dl class="stack stack--close">
        ${words.map(([term, meaning]) => html`<div key=${term}><dt lang=${language}>${term}</dt><dd>${meaning}</dd></div>`)}
      </dl>
    </details>
  `;
}
