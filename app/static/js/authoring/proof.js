// The proof beside the grid: who is needed for each insight, who could see it alone, and what every absence costs.

/** @import { Desk, Meetings, Mend, Panel } from "./authoring" */
import { html, useState } from "../parts/markup.js";
import { listed, t, tn } from "../languages/words.js";
import { calledItem } from "./tree.js";

/** @param {{ desk: Desk }} props */
export function Proof({ desk }) {
  const { panel, findings, value } = desk.writing;
  if (!panel) {
    const first = findings.find((one) => one.is_first);
    return html`<section class="sheet stack" aria-labelledby="proof-title"><h2 id="proof-title">${t("The proof")}</h2>
      <p class="notice notice--alert"><span>${t("The proof waits until the form of the family is right.")}</span></p>
      ${first && html`<p><button type="button" class="button" onClick=${() => desk.go(first.path)}>${first.what}</button></p>`}</section>`;
  }
  const bad = Object.values(panel.insights).filter((one) => one.alone.length || !one.is_reached).length;
  const n = Object.keys(panel.insights).length;
  const words = wordsOf(value);
  return html`<section class="sheet stack authoring__proof" aria-labelledby="proof-title"><h2 id="proof-title">${t("The proof")}</h2>
    <p role="status" class=${`authoring__verdict authoring__verdict--${bad ? "bad" : "good"}`}><strong>${bad
      ? tn("✗ {n} insight does not hold yet", "✗ {n} insights do not hold yet", bad)
      : t("✓ Every insight needs two roles or more")}</strong></p>
    <ol class="stack stack--close" role="list">${Object.keys(panel.insights).map((id, at) => html`<${OfInsight}
      key=${id} ...${{ desk, panel, id, at, words }} />`)}</ol>
    <${Merged} panel=${panel} words=${words} />
    ${panel.passengers.length > 0 && html`<p>${t("Needed for nothing: {roles}", { roles: names(words.roles, panel.passengers) })}</p>`}
    ${panel.hubs.length > 0 && html`<p>${t("Needed for most of it: {roles}", { roles: names(words.roles, panel.hubs) })}</p>`}
    <${Hands} panel=${panel} words=${words} n=${n} />
    <${Played} desk=${desk} n=${n} />
    <p>${tn("{n} minute in all", "{n} minutes in all", panel.minutes)}; ${t("to share: {minutes}", { minutes: panel.sharing_minutes })}</p>
  </section>`;
}

/** @typedef {Record<"roles" | "insights" | "facts", Record<string, string>>} Words */
/** @param {any} value @returns {Words} */
function wordsOf(value) {
  const of = (/** @type {any} */ items) => Object.fromEntries((Array.isArray(items) ? items : []).map((one) => [one?.id, calledItem(one)]));
  const numbered = (Array.isArray(value?.facts) ? value.facts : []).map((/** @type {any} */ fact, /** @type {number} */ at) => [fact?.id, String(at + 1)]);
  return { roles: of(value?.roles), insights: of(value?.insights), facts: Object.fromEntries(numbered) };
}

/** @param {Record<string, string>} words @param {string[]} ids */
function names(words, ids) {
  return listed(ids.map((id) => words[id] ?? id));
}

/** @param {{ desk: Desk, panel: Panel, id: string, at: number, words: Words }} props */
function OfInsight({ desk, panel, id, at, words }) {
  const told = panel.insights[id];
  const isGood = told.is_reached && !told.alone.length;
  const flaws = desk.writing.findings.filter((one) => one.path[0] === "insights" && one.path[1] === at);
  const mends = flaws.flatMap((one) => one.mends);
  return html`<li class="stack stack--close">
    <p><span class="authoring__mark" data-agency=${(at % 12) + 1}>${t("Insight {n}", { n: at + 1 })}</span> <bdi>${words.insights[id] ?? id}</bdi>:${" "}
      ${isGood && html`<span>✓ ${told.ways.slice(0, 3).map((way) => names(words.roles, way)).join(` ${t("or")} `)}</span>`}
      ${!told.is_reached && html`<strong>${t("✗ nobody can see it")}</strong>`}
      ${told.alone.length > 0 && html`<strong>${aloneWords(desk, at, told.alone, words)}</strong>`}</p>
    ${mends.length > 0 && desk.writing.looked === desk.writing.version && html`<div class="cluster">${mends.map((mend) => html`<${MendButton}
      key=${mend.what} ...${{ desk, mend, words }} />`)}</div>`}
  </li>`;
}

/** @param {{ desk: Desk, mend: Mend, words: Words }} props */
function MendButton({ desk, mend, words }) {
  const { path, value } = mend.edit;
  const isMove = path[0] === "facts" && path[2] === "held_by" && Array.isArray(value);
  const to = isMove ? names(words.roles, value) : "";
  const called = isMove ? t("Move fact {fact} to {role}", { fact: words.facts[path[1]] ?? path[1], role: to }) : mend.what;
  return html`<button type="button" class="button" onClick=${() => desk.writing.edit(mend.edit)}>${called}</button>`;
}

/** "✗ Police alone: move fact 9 or 11". @param {Desk} desk @param {number} at @param {string[]} alone @param {Words} words */
function aloneWords(desk, at, alone, words) {
  const facts = movable(desk, at, alone[0], words);
  return t("✗ {role} alone: move fact {facts}", { role: names(words.roles, alone), facts });
}

/** The numbers of the facts that would have to lie in another hand. @param {Desk} desk @param {number} at @param {string} role @param {Words} words */
function movable(desk, at, role, words) {
  const { value } = desk.writing;
  const holds = (/** @type {string} */ id) => value.facts.find((/** @type {any} */ one) => one?.id === id)?.held_by?.includes(role);
  const sets = /** @type {string[][]} */ (value?.insights?.[at]?.solved_by ?? []);
  const ids = [...new Set(sets.filter((set) => set.every(holds)).flat())];
  return ids.map((id) => words.facts[id] ?? id).join(` ${t("or")} `);
}

/** @param {{ panel: Panel, words: Words }} props */
function Merged({ panel, words }) {
  return panel.merged.map((one) => html`<p key=${`${one.size}${one.hand.join()}`}>${panel.demonstration.includes(one.size) ? "" : "✗ "}${t(
    "At a table of {size}, {roles} in one hand see {insights} alone.",
    { size: one.size, roles: names(words.roles, one.hand), insights: names(words.insights, one.insights) },
  )}</p>`);
}

/** @param {{ panel: Panel, words: Words, n: number }} props */
function Hands({ panel, words, n }) {
  return html`<div class="scroll-sideways" role="region" tabindex="0" aria-labelledby="hands-title"><table class="checked__table">
    <caption id="hands-title">${t("The hands")}</caption>
    <thead><tr><th scope="col">${t("Role")}</th><th scope="col">${t("Facts")}</th><th scope="col">${t("Words")}</th><th scope="col">${t("Minutes to read")}</th>
      <th scope="col">${t("Strengths")}</th><th scope="col">${t("Lost when it is absent")}</th></tr></thead>
    <tbody>${Object.entries(panel.hands).map(([id, hand]) => html`<tr
      key=${id}><th scope="row"><bdi>${words.roles[id] ?? id}</bdi></th><td>${hand.facts}</td><td>${hand.words}</td>
      <td>${hand.minutes}</td><td>${hand.strengths}</td><td>${t("{lost} of {n}", { lost: panel.lost[id]?.length ?? 0, n })}</td></tr>`)}</tbody></table></div>`;
}

const STYLES = /** @type {Record<string, string>} */ ({
  unaided: t("People just talk"), asking: t("They also ask"), good: t("They share well"), thorough: t("They share all"),
});

/** Meetings played by a model, when somebody wants to know. @param {{ desk: Desk, n: number }} props */
function Played({ desk, n }) {
  const [told, tell] = useState(/** @type {Meetings | undefined} */ (undefined));
  const [version, setVersion] = useState(0);
  const play = async () => {
    tell(await desk.writing.meetings());
    setVersion(desk.writing.version);
  };
  const isNew = told && version === desk.writing.version;
  return html`<div class="stack stack--close"><p><button type="button" class="button" onClick=${play}>
    ${t("Play meetings to see what tables find")}</button></p>
    ${isNew && html`<ul>${Object.entries(told.styles).map(([style, { mean, facts }]) => html`<li key=${style}>${STYLES[style] ?? style}:${" "}
      ${t("{mean} of {n} insights, {facts} % of the facts", { mean, n, facts })}</li>`)}</ul>
      <p class="quiet small">
        ${t("A model played {meetings} meetings of {size} seats. People are not models.", { meetings: told.meetings, size: told.size })}</p>`}</div>`;
}
