// For somebody who came when sharing had begun: what lies on the table, by person, the newest last.

import { html } from "../parts/markup.js";
import { roleName } from "./facts.js";
import { t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").TableFact} TableFact
 */

const DONE = "caught-up";

/** @param {{ phone: Phone }} props */
export function CatchUp({ phone }) {
  const { agenda, mine, family } = phone.view;
  const groups = byPerson(phone.table?.facts ?? {});
  const isNeeded = mine.late && agenda.phase.part === "sharing" && !phone.drafts.get(DONE, false);
  if (!isNeeded || groups.length === 0) return null;
  const people = { ...family.people, ...phone.table?.people };
  const { facts, insights } = phone.table?.counts ?? { facts: 0, insights: 0 };
  return html`
    <section class="sheet stack" aria-labelledby="catch-up-title">
      <h2 id="catch-up-title">${t("Before you came")}</h2>
      <p class="quiet">${tn("There is one fact on the table.", "There are {n} facts on the table.", facts)} ${insights === 0
        ? t("No insight has been found yet.") : tn("One insight has been found.", "{n} insights have been found.", insights)}</p>
      ${groups.map(([person, said]) => html`
        <div key=${person} class="stack stack--close"><h3>${people[person]?.name ?? t("The family")}</h3>
          <ul>${said.map(([id, fact]) => html`<li key=${id} dir="auto">${fact.text} <span class="quiet small">${roleName(phone, fact.role)}</span></li>`)}</ul>
        </div>`)}
      <button type="button" class="button button--primary" onClick=${() => phone.drafts.set(DONE, true)}>${t("I've caught up")}</button>
    </section>
  `;
}

/**
 * The facts of a table under the person each is mostly about, the newest last.
 * @param {Record<string, TableFact>} facts
 * @returns {[string, [string, TableFact][]][]}
 */
function byPerson(facts) {
  /** @type {Map<string, [string, TableFact][]>} */
  const groups = new Map();
  for (const entry of Object.entries(facts).sort(([, one], [, other]) => one.order - other.order)) {
    const person = entry[1].about.split(",")[0] ?? "";
    groups.set(person, [...(groups.get(person) ?? []), entry]);
  }
  return [...groups];
}
