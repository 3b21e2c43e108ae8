// Three views side by side: what each agency saw alone, what the table saw, what was there.

/** @import { ById, Family, MissedFact, Sides, Table } from "../types" */
import { html } from "../parts/markup.js";
import { listed, t, tn } from "../languages/words.js";

/** @typedef {(props: { family: Family, table: Table }) => unknown} Sketch  a drawing without words around it */

/**
 * @param {{ sides: Sides, picture: Table, family: Family, sketch?: Sketch, most?: number }} props
 *   `picture`: what the table saw; `sketch`: how a picture is drawn small, where there is room for it;
 *   `most`: so many missed facts are named, the others counted
 */
export function ThreeViews({ sides, picture, family, sketch, most }) {
  const seats = Object.entries(sides.alone);
  const there = withSeats(sides.there, sides);
  const shown = { family, sketch };
  return html`<div class="three-views">
    <section class="three-views__one">
      <h2>${t("Each agency alone")}</h2>
      <ul class="three-views__alone" data-seats=${seats.length}>
        ${seats.map(([seat, alone]) => html`<li key=${seat}><${OneView} ...${shown} name=${namesOf(sides, seat, family)}
          table=${withSeats(alone, sides)} /></li>`)}
      </ul>
    </section>
    <section class="three-views__one"><h2>${t("The table, together")}</h2><${OneView} ...${shown} table=${picture} /></section>
    <section class="three-views__one"><h2>${t("What was there")}</h2><${OneView} ...${shown} table=${there} />
      <${NeverSaid} missed=${sides.missed} family=${family} most=${most} /></section>
  </div>`;
}

/** @param {{ family: Family, table: Table, sketch?: Sketch, name?: string }} props */
function OneView({ family, table, sketch, name }) {
  const { facts, facts_of: of, insights, insights_of } = table.counts;
  return html`<div class="three-views__view">
    ${name && html`<h3>${name}</h3>`}
    ${sketch && html`<${sketch} family=${family} table=${table} />`}
    <p class="three-views__counts numbers">${t("{facts} of {of} facts", { facts, of })}, ${t("{insights} of {of} insights",
      { insights, of: insights_of })}</p>
    ${!sketch && html`<details><summary>${tn("Read the fact", "Read the {n} facts", facts)}</summary>
      <ul>${Object.entries(table.facts).map(([id, fact]) => html`<li key=${id} dir="auto">${fact.text}</li>`)}</ul></details>`}
  </div>`;
}

/**
 * What never reached the table, with who held it; why is told by nobody here.
 * @param {{ missed: ById<MissedFact>, family: Family, most?: number }} props
 */
function NeverSaid({ missed, family, most }) {
  const facts = Object.entries(missed).filter(([, fact]) => !fact.rightly);
  const shown = facts.slice(0, most ?? facts.length);
  if (!facts.length) return html`<p>${t("Everything that somebody needed to know was said.")}</p>`;
  return html`<h3>${t("Never reached the table, and who held it")}</h3>
    <ul class="three-views__missed">${shown.map(([id, fact]) => html`<li key=${id}><span dir="auto">${fact.text}</span>
      <span class="quiet"> ${listed([fact.role, ...(fact.others?.split(",") ?? [])].map((role) => family.roles[role]?.short ?? role))}</span></li>`)}
    ${shown.length < facts.length && html`<li class="quiet">
      ${t("and {n} more, on the phones and in the report", { n: facts.length - shown.length })}</li>`}</ul>`;
}

/** @param {Table} picture @param {Sides} sides @returns {Table} */
function withSeats(picture, { seats }) {
  return { ...picture, seats };
}

/** @param {Sides} sides @param {string} seat @param {Family} family */
function namesOf({ seats }, seat, family) {
  return (seats[seat]?.roles ?? "").split(",").map((role) => family.roles[role]?.short ?? role).join(" + ");
}
