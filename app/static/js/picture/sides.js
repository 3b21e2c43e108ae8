// Beside the projector's drawing: the last facts in full, above large counts. Nothing is cut: what there is no room
// for is left out whole; all of it is in the twins, and on the phones.

/** @import { Outline, Dispute, FactOnTable } from "./outline.js" */
/** @import { Column } from "../types" */
import { html } from "../parts/markup.js";
import { useKept } from "./kept.js";
import { DisputeItem } from "./lists.js";
import { ToldFact } from "./newest.js";
import { COLUMNS } from "./outline.js";
import { countWords } from "./words.js";
import { t, tn } from "../languages/words.js";

/** So many of the facts told before stand beside the drawing. */
const LAST = 3;

/** @param {{ content: Outline, before: FactOnTable[], counts: { insights_of: number } }} props */
export function Sides({ content, before, counts }) {
  const keep = useKept();
  if (!content.newest) return html`<${WhoPanel} content=${content} />`;
  const last = before.slice(0, LAST);
  const disputed = last.map((fact) => content.disputed.has(fact.id));
  const open = content.disputes.filter((dispute) => !dispute.settled && dispute.facts.length > 1);
  const settled = content.disputes.filter((dispute) => dispute.settled && dispute.facts.length > 1);
  return html`<div class="sides">
    <div class="sides__told">
      ${keep("open", [...open], () => html`<${OpenDispute} key="open" open=${open} />`)}
      ${keep("news", [content.news.slice(-1)[0]], () => html`<${NewsPanel} key="news" content=${content} />`)}
      ${last.map((fact, place) => keep(`told ${fact.id}`, [fact, disputed[place]], () =>
        html`<${ToldFact} key=${fact.id} fact=${fact} isDisputed=${disputed[place]} />`))}
      ${!open.length && keep("settled", [settled.slice(-1)[0]], () => html`<${SettledDispute} key="settled" dispute=${settled.slice(-1)[0]} />`)}
      ${keep("readings", [content.readings.slice(-1)[0], content.readings.length], () => html`<${ReadingsPanel} key="readings" content=${content} />`)}
    </div>
    <div class="sides__counts">
      ${COLUMNS.map((column) => keep(column, [content.columns[column].length], () =>
        html`<${CountOf} key=${column} column=${column} n=${content.columns[column].length} />`))}
    </div>
    ${keep("unknown", [...content.unknown], () => html`<${UnknownPanel} key="unknown" content=${content} />`)}
    ${keep("insights", [...content.insights, counts.insights_of], () => html`<${InsightsLine} key="insights" content=${content} of=${counts.insights_of} />`)}
  </div>`;
}

/** Before anything is on the table: who is who, and the news, which may come in then too. @param {{ content: Outline }} props */
function WhoPanel({ content }) {
  return html`<div class="sides"><div class="sides__told"><${NewsPanel} content=${content} /></div><section class="side side--who">
    <h2 class="side__name">${t("Who is who")}</h2>
    <dl class="side__who">
      ${content.people.map((person) => html`<div key=${person.id}>
        <dt>${person.name}</dt><dd>${person.intro ?? ""}</dd>
      </div>`)}
    </dl>
  </section></div>`;
}

/** The latest news for everyone. @param {{ content: Outline }} props */
function NewsPanel({ content }) {
  const news = content.news.slice(-1)[0];
  if (!news) return null;
  return html`<section class="side side--news">
    <p><strong><span aria-hidden="true">✉ </span>${news.title}</strong> ${news.text}</p>
  </section>`;
}

/** @param {{ column: Column, n: number }} props */
function CountOf({ column, n }) {
  return html`<p class=${`sides__count sides__count--${column}`}><strong class="numbers">${n}</strong>
    <span class=${`mark mark--${column}`}>${countWords(column, n)}</span></p>`;
}

/**
 * How much is not known, and of that the newest, whole: questions first, facts about a gap are on the table anyway.
 * @param {{ content: Outline }} props
 */
function UnknownPanel({ content }) {
  const { unknown } = content;
  const newest = [...unknown].reverse().sort((one, other) => Number(one.why === "unknown") - Number(other.why === "unknown"));
  return html`<section class="side side--unknown">
    <h2 class="side__name"><span class="mark mark--unknown">${t("What we don't know yet")}</span> <span class="side__count">${unknown.length}</span></h2>
    <div class="side__whole">${newest.slice(0, 2).map((one) => html`<p key=${one.id}>${one.text}</p>`)}</div>
  </section>`;
}

/** How many insights there are to find and are found, and what the newest says. @param {{ content: Outline, of: number }} props */
function InsightsLine({ content: { insights }, of }) {
  const newest = insights.slice(-1)[0];
  return html`<section class="side side--insights">
    <h2 class="side__name"><span class="mark mark--insight">${tn("{n} of {of} insight found", "{n} of {of} insights found",
      of, { n: insights.length, of })}</span></h2>
    <div class="side__whole">${newest && html`<p key=${newest.id}>${newest.title}</p>`}</div>
  </section>`;
}

/** A dispute that still needs resolving, side by side. @param {{ open: Dispute[] }} props */
function OpenDispute({ open }) {
  if (!open.length) return null;
  return html`<section class="side side--disputes">
    ${open.slice(-1).map((dispute) => html`<${DisputeItem} key=${dispute.id} dispute=${dispute} />`)}
    ${open.length > 1 && html`<p>${tn("and {n} more still to settle", "and {n} more still to settle", open.length - 1)}</p>`}
  </section>`;
}

/** How the last one was settled. @param {{ dispute: Dispute | undefined }} props */
function SettledDispute({ dispute }) {
  return dispute ? html`<section class="side side--settled"><p><strong>${t("✓ Settled")}</strong> ${dispute.explanation}</p></section>` : null;
}

/**
 * What the table linked of its own, which is no insight: how many, and the newest as it was written.
 * @param {{ content: Outline }} props
 */
function ReadingsPanel({ content: { readings } }) {
  const newest = readings.slice(-1)[0];
  if (!newest) return null;
  return html`<section class="side side--readings">
    <h2 class="side__name">${t("Linked by the table")} <span class="side__count">${readings.length}</span></h2>
    <p key=${newest.id} class="fades-in" dir="auto">${newest.line ? `“${newest.line}”` : newest.facts.map((fact) => fact.text).join(" + ")}</p>
  </section>`;
}

