// The projector in the debrief: barriers as they may be shown, and what people commit to.

import { html } from "../parts/markup.js";
import { dayWords } from "../languages/days.js";
import { Prompts } from "./moments.js";
import { marked, named, t, tn } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */
/** @typedef {import("../types").Barrier} Barrier */

const FEW = 6;
const MANY = 12;
const TOP = 6;
const COMMITMENTS_FEW = 3;
const STANDINGS = { rule: t("a real rule"), belief: t("a belief"), unsure: t("not sure") };
const REACHES = { me: t("each of us can change it"), agency: t("our agency can change it"),
  partnership: t("the partnership can change it"), national: t("national") };

/** How large a list may be set so that it fills the screen, and no more. @param {number} n @param {number} few @param {number} many */
const sizeOf = (n, few, many) => (n <= few ? "few" : n > many ? "many" : "some");

/** While they are written: only how many. @param {{ view: ScreenView }} props */
export function Writing({ view }) {
  const count = view.debrief.barriers_n ?? 0;
  return html`<div class="now">
    <p class="now__aim">${view.agenda.phase.headline}</p>
    <p class="writing" role="status">${marked(tn("{count} barrier written", "{count} barriers written", count),
      { count: html`<strong class="writing__count numbers">${count}</strong>` })}</p>
    <${Prompts} prompts=${view.agenda.phase.prompts} />
    <p class="quiet">${t("Nobody sees who wrote which. It isn't stored.")}</p>
  </div>`;
}

/** Grouped by category; once votes are shown, the most voted first. @param {{ view: ScreenView }} props */
export function Barriers({ view }) {
  const barriers = Object.entries(view.debrief.barriers ?? {});
  if (barriers.some(([, one]) => one.votes !== undefined)) return html`<${Voted} view=${view} barriers=${barriers} />`;
  const categories = Object.entries(view.debrief.categories ?? {})
    .map(([id, { name }]) => ({ id, name, items: barriers.filter(([, one]) => one.category === id) }))
    .filter(({ items }) => items.length);
  return html`<div class="vote"><${Prompts} prompts=${view.agenda.phase.prompts} /><div class="barrier-groups" data-size=${sizeOf(barriers.length, FEW, MANY)}>
    ${categories.map(({ id, name, items }) => html`<section key=${id} class="barrier-group">
      <h2>${named(name)} <span class="numbers quiet">${items.length}</span></h2>
      <ul>${items.map(([barrier, one]) => html`<li key=${barrier} dir="auto">${one.text}</li>`)}</ul>
    </section>`)}
    ${barriers.length === 0 && html`<p class="now__aim">${t("No barriers were written.")}</p>`}
  </div></div>`;
}

/** @param {{ view: ScreenView, barriers: [string, Barrier][] }} props */
function Voted({ view, barriers }) {
  const sorted = [...barriers].sort(([, one], [, other]) => (other.votes ?? 0) - (one.votes ?? 0));
  const most = Math.max(1, ...sorted.map(([, one]) => one.votes ?? 0));
  return html`<div class="voted"><ol>
    ${sorted.slice(0, TOP).map(([id, one]) => html`<li key=${id}>
      <p class="voted__votes"><strong class="numbers">${tn("{n} vote", "{n} votes", one.votes ?? 0)}</strong>
        <progress class="meter" value=${one.votes ?? 0} max=${most} aria-hidden="true"></progress></p>
      <p><span dir="auto">${one.text}</span> <span class="reveal__why">${aboutBarrier(view, one)}</span></p></li>`)}
  </ol>
  ${sorted.length > TOP && html`<p>${t("and {n} more", { n: sorted.length - TOP })}</p>`}
  <${Prompts} prompts=${view.agenda.phase.prompts} /></div>`;
}

/** @param {ScreenView} view @param {Barrier} one */
function aboutBarrier(view, one) {
  const parts = [
    named(view.debrief.categories[one.category]?.name ?? one.category),
    one.standing ? STANDINGS[one.standing] : "",
    one.reach ? REACHES[one.reach] : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** @param {{ view: ScreenView }} props */
export function Commitments({ view }) {
  const { phase } = view.agenda;
  const entries = Object.entries(view.debrief.commitments ?? {}).sort(([, one], [, other]) => one.order - other.order);
  return html`<div class="commitments">
    <p class="now__aim">${phase.kind === "closed" ? t("Your facilitator has the report.") : phase.headline}</p>
    <${Prompts} prompts=${phase.prompts} />
    ${entries.length > 0 && html`<ol data-size=${sizeOf(entries.length, COMMITMENTS_FEW, TOP)}>
      ${entries.map(([id, one]) => html`<li key=${id} class="sheet" dir="auto"><p class="commitments__words">
        ${marked(t("If {situation}, then {action}."), { situation: one.situation, action: html`<strong>${one.action}</strong>` })}</p>
        <span class="reveal__why"><strong>${one.owner}</strong>${one.due ? `, ${t("by {day}", { day: dayWords(one.due) })}` : ""}</span></li>`)}</ol>`}
    ${phase.kind !== "commitments" && view.family.support && html`<p class="quiet">${view.family.support}</p>`}
  </div>`;
}
