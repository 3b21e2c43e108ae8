// The projector between and after sharing: the spread of views, what was missed, how it grew.

import { html, useState } from "../parts/markup.js";
import { PictureCounts } from "../picture.js";
import { grown, GrowthCurve, Sewn } from "./growth.js";
import { OnePicture, Wall, Ways } from "./play.js";
import { PictureWall } from "./picture_wall.js";
import { chosenTable } from "./stage.js";
import { listed, t, tn } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */
/** @typedef {import("./screen").ShownTable} ShownTable */
/** @typedef {import("../types").Spread} Spread */
/** @typedef {import("../types").Family} Family */

const SCALE = Array.from({ length: 11 }, (_, need) => need);
const FACTS_SHOWN = 2;
const HOLDERS_NAMED = 3;
const MOST_IN_WORDS = 4;

/** @param {{ prompts: Record<string, string> }} props */
export function Prompts({ prompts }) {
  const questions = Object.values(prompts ?? {});
  return questions.length
    ? html`<ul class="prompts">${questions.map((question) => html`<li key=${question}>${question}</li>`)}</ul>`
    : null;
}

/** How many think what, without names. @param {{ view: ScreenView }} props */
export function Pulse({ view }) {
  const { spread, second_spread: second } = view.debrief;
  return html`<div class="pulse">
    <${Prompts} prompts=${view.agenda.phase.prompts} />
    ${spread
      ? html`<div class="pulse__spreads">
          <${SpreadChart} family=${view.family} spread=${spread} name=${second ? t("Before sharing") : t("What we thought at first")} />
          ${second && html`<${SpreadChart} family=${view.family} spread=${second} name=${t("After sharing")} />`}
        </div>`
      : html`<p class="now__aim">${t("Fewer than three people answered, so no answer is shown.")}</p>`}
  </div>`;
}

/** @param {{ family: Family, spread: Spread, name: string }} props */
function SpreadChart({ family, spread, name }) {
  const most = Math.max(1, ...Object.values(spread.need));
  const options = Object.entries(family.reads.options).sort(([, one], [, other]) => one.order - other.order);
  return html`<section class="spread-chart">
    <h2>${name} <span class="quiet">(${tn("{n} person", "{n} people", spread.n)})</span></h2>
    <p>${family.reads.scale_ask}</p>
    <ol class="needs" aria-label=${t("How many chose each number")}>
      ${SCALE.map((need) => html`<li key=${need}>
        <span class="needs__count numbers">${spread.need[need] ?? ""}</span>
        <svg class="needs__bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
          <rect x="1" width="8" y=${100 - (100 * (spread.need[need] ?? 0)) / most} height=${(100 * (spread.need[need] ?? 0)) / most} /></svg>
        <span class="needs__point numbers">${need}</span>
      </li>`)}
    </ol>
    <p class="needs__ends"><span>0: ${family.reads.scale_low}</span><span>10: ${family.reads.scale_high}</span></p>
    <p>${family.reads.ask}</p>
    <ul class="options">
      ${options.map(([id, option]) => html`<li key=${id}><span>${option.text}</span>
        <progress class="meter" value=${spread.options[id] ?? 0} max=${spread.n} aria-hidden="true"></progress>
        <strong class="numbers">${spread.options[id] ?? 0}</strong></li>`)}
    </ul>
  </section>`;
}

/** What was found, what was missed, and what never reached the table. @param {{ view: ScreenView }} props */
export function Reveal({ view }) {
  const tables = Object.values(view.tables);
  const chosen = chosenTable(view);
  if (!chosen && tables.length > 1) return html`<${AllTables} view=${view} tables=${tables} />`;
  return chosen ? html`<${OneReveal} table=${chosen} family=${view.family} />` : null;
}

const WAYS = { compared: t("Side by side"), pictures: t("Small pictures") };

/** All tables at once: what each found beside the whole story, or each one's picture. @param {{ view: ScreenView, tables: ShownTable[] }} props */
function AllTables({ view, tables }) {
  const [way, setWay] = useState("compared");
  return html`<div class="play">
    <div class="play__picture">
      ${way === "pictures"
        ? html`<${PictureWall} family=${view.family} tables=${tables} />`
        : html`<div class="reveal reveal--tables"><${WholeStory} table=${tables[0]} /><${ByTable} tables=${tables} /></div>`}
    </div>
    <${Ways} label=${t("Show the tables as")} ways=${WAYS} way=${way} onChoose=${setWay} />
  </div>`;
}

/** Which tables found which insight: side by side, in the tables' own order. @param {{ tables: ShownTable[] }} props */
function ByTable({ tables }) {
  const isShort = tables.length > MOST_IN_WORDS;
  const titles = new Map(tables.flatMap((table) =>
    Object.entries({ ...table.missed?.insights, ...table.insights }).map(([id, one]) => [id, one.title])));
  return html`<table class="by-table">
    <thead><tr><th scope="col">${t("Insights found")}</th>
      ${tables.map((table) => html`<th key=${table.id} scope="col"><${Short} sign=${isShort && table.number}
        words=${t("Table {number}", { number: table.number })} /></th>`)}</tr></thead>
    <tbody>
      ${[...titles].map(([id, title]) => html`<tr key=${id}><th scope="row">${title}</th>
        ${tables.map((table) => html`<td key=${table.id}>
          <${Short} sign=${isShort && (table.insights?.[id] ? "✓" : "–")} words=${table.insights?.[id] ? t("✓ found") : t("– missed")} /></td>`)}</tr>`)}
      ${tables.some((table) => table.answer) && html`<tr><th scope="row">${t("The table's answer fits the whole picture")}</th>
        ${tables.map((table) => html`<td key=${table.id}>
        <${Short} sign=${isShort && (table.answer?.fits ? "✓" : "–")} words=${answerWords(table)} /></td>`)}</tr>`}
      <tr><th scope="row">${t("Facts on the table")}</th>${tables.map((table) => html`<td key=${table.id} class="numbers">
        <${Short} sign=${isShort && table.counts.facts} words=${t("{n} of {of}", { n: table.counts.facts, of: table.counts.facts_of })} /></td>`)}</tr>
    </tbody>
  </table>`;
}

/** @param {ShownTable} table */
function answerWords(table) {
  if (!table.answer) return t("– none given");
  return table.answer.fits ? t("✓ yes") : t("– no");
}

/** A sign in place of words where there is no room for them; the words are read aloud. @param {{ sign: string | number | false, words: string }} props */
function Short({ sign, words }) {
  return sign === false ? words : html`<span aria-hidden="true">${sign}</span><span class="only-read">${words}</span>`;
}

/** @param {{ table: ShownTable, family: Family }} props */
function OneReveal({ table, family }) {
  const found = Object.entries(table.insights ?? {});
  const missed = Object.entries(table.missed?.insights ?? {});
  const unsaid = Object.entries(table.missed?.facts ?? {});
  const facts = unsaid.filter(([, fact]) => !fact.rightly);
  const rightly = unsaid.length - facts.length;
  const more = facts.length - FACTS_SHOWN;
  return html`<div class="reveal">
    ${table.answer && html`<p class=${`reveal__answer${table.answer.fits ? "" : " reveal__answer--other"}`}>
      ${table.answer.fits ? t("✓ Our table's answer fits the whole picture:")
        : t("△ Our table's answer was different:")} ${family.reads.options[table.answer.option]?.text}</p>`}
    <${WholeStory} table=${table} />
    <section><h2><span class="mark mark--insight">${t("Insights we found")}</span> ${found.length}</h2>
      ${found.length > 0 && html`<ul>${found.map(([id, one]) => html`<li key=${id}>✓ ${one.title}</li>`)}</ul>`}
      <h2><span class="mark mark--unknown">${t("Insights we missed")}</span> ${missed.length}</h2>
      <${MissedFor} missed=${missed} was="not_linked" why=${(/** @type {number} */ n) => tn("all its facts were on the table",
        "all their facts were on the table", n)} />
      <${MissedFor} missed=${missed} was="not_pooled" why=${(/** @type {number} */ n) => tn("some of its facts weren't shared",
        "some of their facts weren't shared", n)} /></section>
    <section class="reveal__last"><h2><span class="mark mark--neutral">${t("Never reached the table")}</span> ${facts.length}</h2>
      <ul>${facts.slice(0, FACTS_SHOWN).map(([id, fact]) => html`<li key=${id}>${fact.text}
        <span class="reveal__why">${holdersWords(fact, family)}${fact.held_back ? `, ${t("held back")}` : ""}</span></li>`)}</ul>
      ${more > 0 && html`<p class="reveal__more">${t("and {n} more, on the phones and in the report", { n: more })}</p>`}
      ${rightly > 0 && html`<p class="reveal__rightly">${tn("✓ {n} fact was rightly left unsaid",
        "✓ {n} facts were rightly left unsaid", rightly)}</p>`}</section>
    <${StillUnknown} table=${table} />
  </div>`;
}

/** What nobody knows yet, even with every fact: the script points at it. @param {{ table: ShownTable | undefined }} props */
function StillUnknown({ table }) {
  const unknown = Object.values(table?.big_picture?.unknown ?? {});
  return unknown.length > 0 && html`<section class="reveal__unknown"><h2><span class="mark mark--unknown">${t("What nobody knows yet")}</span></h2>
    <ul>${unknown.map((one) => html`<li key=${one}>${one}</li>`)}</ul></section>`;
}

/**
 * The insights missed for one reason, which is said once: all of them and a long answer fit the screen.
 *
 * @param {{ missed: [string, import("../types").MissedInsight][], was: string, why: (n: number) => string }} props
 */
function MissedFor({ missed, was, why }) {
  const these = missed.filter(([, one]) => one.was === was);
  return these.length > 0 && html`<ul><li class="reveal__why">${why(these.length)}</li>
    ${these.map(([id, one]) => html`<li key=${id}><strong>${one.title}</strong></li>`)}</ul>`;
}

/** Who held it: by name while they are few. @param {import("../types").MissedFact} fact @param {Family} family */
function holdersWords(fact, family) {
  const roles = [fact.role, ...(fact.others?.split(",") ?? [])];
  if (roles.length > HOLDERS_NAMED) return t("{n} of us held it", { n: roles.length });
  return listed(roles.map((role) => family.roles[role]?.short ?? fact.agency));
}

/** Looking back: what was put together, in numbers, and the questions about it. @param {{ view: ScreenView }} props */
export function LookBack({ view }) {
  const tables = Object.values(view.tables);
  const only = chosenTable(view);
  if (only && tables.length > 1) return html`<${OnePicture} view=${view} table=${only} />`;
  return html`<div class="now now--wide">
    <p class="now__aim">${view.agenda.phase.headline}</p>
    <${Growing} tables=${tables} />
    <${Prompts} prompts=${view.agenda.phase.prompts} />
  </div>`;
}

/** The figures, and how they came about where any fact was put. @param {{ tables: ShownTable[] }} props */
function Growing({ tables }) {
  const curves = grown(tables);
  const [first] = curves;
  if (!first) return tables.length > 1 ? html`<${Wall} tables=${tables} />` : html`<${PictureCounts} counts=${tables[0]?.counts} />`;
  return html`<div class="look-back">
    ${tables.length === 1 && html`<${Sewn} table=${first} />`}
    <${GrowthCurve} tables=${curves} />
  </div>`;
}

/** @param {{ table: ShownTable | undefined }} props */
function WholeStory({ table }) {
  const story = table?.big_picture;
  return story
    ? html`<div class="story"><div><h2>${t("The easy story")}</h2><p class="story__easy">${story.easy_story}</p></div>
        <div><h2>${t("What was underneath")}</h2><p>${story.statement}</p></div>
        <div><h2>${t("What would help next")}</h2><p>${story.next_step}</p></div></div>`
    : null;
}
