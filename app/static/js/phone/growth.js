// Looking at what happened: the pulse between the rounds, the reveal, the replay.

import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { Fact, roleName, Who } from "./facts.js";
import { inOrder } from "./fields.js";
import { Prompts } from "./lobby.js";
import { SpreadSheet } from "./reads.js";
import { HourAgain } from "./replay.js";
import { MyReasons, Why } from "./tell_why.js";
import { listed, t, tn } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const WAS_WORDS = {
  not_pooled: t("Some of its facts didn't reach the table"),
  partly_linked: t("All its facts were on the table, but only some were linked"),
  not_linked: t("All its facts were on the table, but nobody linked them"),
};

/** @param {{ phone: Phone }} props */
export function Counts({ phone }) {
  const counts = phone.table?.counts;
  if (!counts) return null;
  return html`
    <div class="cluster cluster--apart">
      <p class="figure"><span class="figure__number">${t("{n} of {of}", { n: counts.facts, of: counts.facts_of })}</span><span
        class="figure__name">${t("facts on the table")}</span></p>
      <p class="figure"><span class="figure__number">${t("{n} of {of}", { n: counts.insights, of: counts.insights_of })}</span><span
        class="figure__name">${t("insights found")}</span></p>
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
export function Pulse({ phone }) {
  const { spread } = phone.view.debrief;
  return html`
    <div class="stack">
      <${Prompts} agenda=${phone.view.agenda} />
      ${spread
        ? html`<${SpreadSheet} phone=${phone} spread=${spread} title=${t("What you thought before you shared")} />`
        : html`<p class="quiet">${t("Fewer than three people answered, so no answer is shown.")}</p>`}
      <${Counts} phone=${phone} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
export function Reveal({ phone }) {
  const { table } = phone;
  const { spread, second_spread: second } = phone.view.debrief;
  return html`
    <div class="stack stack--far">
      <${Prompts} agenda=${phone.view.agenda} />
      <${Counts} phone=${phone} />
      <${HourAgain} phone=${phone} />
      ${table?.big_picture && html`<${Whole} picture=${table.big_picture} />`}
      ${table?.answer && html`<${OurAnswer} answer=${table.answer} family=${phone.view.family} />`}
      ${table && html`<${Found} table=${table} />`}
      ${table?.missed && html`<${Missed} phone=${phone} missed=${table.missed} />`}
      <${MyReasons} phone=${phone} />
      ${spread && html`<${SpreadSheet} phone=${phone} spread=${spread} title=${t("Before you shared")} />`}
      ${second && html`<${SpreadSheet} phone=${phone} spread=${second} title=${t("After you shared")} />`}
    </div>
  `;
}

/** @param {{ picture: import("../types").BigPicture }} props */
function Whole({ picture }) {
  const unknown = inOrder(picture.unknown);
  return html`
    <section class="sheet sheet--thread">
      <h2>${t("The whole picture")}</h2>
      <p class="lead">${picture.statement}</p>
      <p><strong>${t("What would help next:")}</strong> ${picture.next_step}</p>
      <p class="quiet"><strong>${t("The easy story was:")}</strong> ${picture.easy_story}</p>
      ${unknown.length > 0 && html`<h3>${t("What nobody knows yet")}</h3><ul>${unknown.map((one) => html`<li>${one}</li>`)}</ul>`}
    </section>
  `;
}

/** @param {{ answer: NonNullable<import("../types").Table["answer"]>, family: import("../types").Family }} props */
function OurAnswer({ answer, family }) {
  return html`
    <section class="sheet">
      <h2>${t("Your table's answer")}</h2>
      <p class="lead">${family.reads.options[answer.option]?.text}</p>
      <p>${answer.fits ? t("✓ It fits the whole picture.") : t("△ The whole picture says something else.")}</p>
    </section>
  `;
}

/** @param {{ table: import("../types").Table, isLast?: boolean }} props `isLast`: no step comes after */
export function Found({ table, isLast = false }) {
  const found = byOrder(table.insights);
  return html`
    <section class="stack">
      <h2>${t("Insights you found")}</h2>
      ${found.length === 0 && html`<p class="quiet">${isLast ? t("None was linked in time.")
        : t("None was linked in time. That's what the next step is about.")}</p>`}
      ${found.map(([id, insight]) => html`<div class="sheet sheet--insight" key=${id}><h3>✦ ${insight.title}</h3><p>${insight.statement}</p></div>`)}
    </section>
  `;
}

/** @param {{ phone: Phone, missed: NonNullable<import("../types").Table["missed"]> }} props */
function Missed({ phone, missed }) {
  const insights = Object.entries(missed.insights);
  const facts = Object.entries(missed.facts).filter(([, fact]) => !fact.rightly);
  const rightly = Object.entries(missed.facts).filter(([, fact]) => fact.rightly);
  return html`
    <section class="stack">
      <h2>${t("Insights you missed")}</h2>
      ${insights.length === 0 && html`<p>${t("None: you found every one.")}</p>`}
      ${insights.map(([id, one]) => html`
        <details class="sheet" key=${id}><summary>${one.title}</summary>
          <p>${one.statement}</p><p class="quiet">${WAS_WORDS[one.was]}. ${one.why}</p><p><strong>${t("What needs to happen:")}
            </strong> ${one.next_step}</p></details>`)}
    </section>
    <section class="stack">
      <h2>${t("Facts that weren't shared")}</h2>
      ${facts.length === 0 && html`<p>${t("None: everything was shared.")}</p>`}
      ${facts.length > 0 && html`
        <details class="fold"><summary>${tn("{n} fact never reached the table", "{n} facts never reached the table", facts.length)}</summary>
          <ul class="stack" role="list">${facts.map(([id, fact]) => html`
            <li key=${id}><${Fact} phone=${phone} fact=${fact} extra=${html`<${Who} phone=${phone} role=${fact.role} />`}>
              ${fact.others && html`<p class="fact__about">${t("{roles} also held it",
                { roles: listed(fact.others.split(",").map((role) => roleName(phone, role))) })}</p>`}
              ${fact.held_back && html`<p class="fact__state">◐ ${t("Held back on purpose")}</p>`}
              <${Why} phone=${phone} id=${id} /><//></li>`)}</ul>
        </details>`}
    </section>
    ${rightly.length > 0 && html`<section class="stack">
      <h2>${t("Rightly left unsaid")}</h2>
      <p class="quiet">${t("Nobody needed to know this to help. Keeping it back was part of doing well.")}</p>
      <ul class="stack" role="list">${rightly.map(([id, fact]) => html`
        <li key=${id}><${Fact} phone=${phone} fact=${fact} extra=${html`<${Who} phone=${phone} role=${fact.role} />`}>
          <${Why} phone=${phone} id=${id} /><//></li>`)}</ul>
    </section>`}
    <${StillDisputed} phone=${phone} missed=${missed} />
  `;
}

/**
 * What does not fit and nobody marked, or no fact settled; and how the author explains it.
 * @param {{ phone: Phone, missed: NonNullable<import("../types").Table["missed"]> }} props
 */
function StillDisputed({ phone, missed }) {
  const disputes = Object.entries(missed.disputes ?? {});
  const textOf = (/** @type {string} */ id) => phone.table?.facts[id]?.text ?? missed.facts[id]?.text;
  if (disputes.length === 0) return null;
  return html`
    <section class="stack" aria-labelledby="still-disputed">
      <h2 id="still-disputed">${t("Facts that don't fit")}</h2>
      ${disputes.map(([id, { facts, explanation }]) => html`
        <div class="sheet stack stack--close" key=${id}>
          <ul>${facts.split(",").map((fact) => html`<li key=${fact} dir="auto">${textOf(fact)}</li>`)}</ul>
          <p dir="auto">${explanation}</p>
        </div>`)}
    </section>
  `;
}
