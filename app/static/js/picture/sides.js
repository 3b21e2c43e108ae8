// Beside the projector's drawing: worries, strengths, context, what is not known yet, connections, disputes.

/** @import { Outline, Dispute, FactOnTable, Unknown } from "./outline.js" */
/** @import { Column } from "../types" */
import { html, useLayoutEffect, useRef, useState } from "../markup.js";
import { Badge, DisputeItem } from "./lists.js";
import { COLUMNS } from "./outline.js";
import { COLUMN_NAMES, UNKNOWN_WORDS, sourceWords } from "./words.js";
import { t, tn } from "../words.js";

const UNKNOWN_SHOWN = 2;
const MOST_LINES = 4;
const BADGES_SHOWN = 6;

/** @param {{ content: Outline }} props */
export function Sides({ content }) {
  if (!content.newest) return html`<${WhoPanel} content=${content} />`;
  const settled = content.disputes.filter((dispute) => dispute.settled && dispute.facts.length > 1);
  const open = content.disputes.filter((dispute) => !dispute.settled && dispute.facts.length > 1);
  return html`<div class=${`sides${open.length ? " sides--disputed" : ""}`}>
    <${NewsPanel} content=${content} />
    <${NewestPanel} content=${content} />
    ${COLUMNS.map((column) => html`<${ColumnPanel} key=${column} column=${column} content=${content} />`)}
    <${UnknownPanel} unknown=${content.unknown} most=${open.length ? Number(!content.insights.length) : content.insights.length ? 1 : UNKNOWN_SHOWN} />
    <${DisputesPanel} open=${open} settled=${settled} />
    <${ConnectionsPanel} content=${content} isShort=${open.length > 0} />
  </div>`;
}

/** Before anything is on the table: who is who. @param {{ content: Outline }} props */
function WhoPanel({ content }) {
  return html`<div class="sides"><section class="side side--who">
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
  const news = content.news.at(-1);
  if (!news) return null;
  return html`<section class="side side--news">
    <p class="side__clamped"><strong><span aria-hidden="true">✉ </span>${news.title}</strong> ${news.text}</p>
  </section>`;
}

/** What was put on the table last, whole. @param {{ content: Outline }} props */
function NewestPanel({ content }) {
  const fact = content.newest;
  if (!fact) return null;
  return html`<section class="side side--newest" data-agency=${fact.colour}>
    <p class="side__said"><${Badge} fact=${fact} /> ${fact.roleName}</p>
    <p key=${fact.id} class="side__newest fades-in" data-fact=${fact.id}>${fact.text}
      <span class="side__source"> ${shortSource(fact)}</span></p>
  </section>`;
}

/** "told, Nov 2025". @param {FactOnTable} fact */
function shortSource(fact) {
  return sourceWords({ ...fact, roleName: "" });
}

/**
 * The newer facts of a column in full, as many as there is room for; those before them as their sources' badges.
 *
 * @param {{ column: Column, content: Outline }} props
 */
function ColumnPanel({ column, content }) {
  const all = [...content.columns[column]].sort((one, other) => other.order - one.order);
  const facts = all.filter((fact) => fact.id !== content.newest?.id);
  const [list, fits, lines] = useFit(facts.length);
  const earlier = [...all.filter((fact) => fact.id === content.newest?.id), ...facts.slice(fits)].reverse();
  return html`<section class=${`side side--${column}`}>
    <h2 class="side__name"><span class=${`mark mark--${column}`}>${COLUMN_NAMES[column]}</span>
      <span class="side__count">${all.length}</span>
      ${earlier.length > 0 && html`<span class="side__earlier" aria-hidden="true">
        ${earlier.length > BADGES_SHOWN && html`<span class="side__source">+${earlier.length - BADGES_SHOWN}</span>`}
        ${earlier.slice(-BADGES_SHOWN).map((fact) => html`<${Badge} key=${fact.id} fact=${fact} />`)}</span>`}
    </h2>
    <ul class="side__facts" ref=${list}>
      ${facts.map((fact, place) => html`<li key=${fact.id} data-fact=${fact.id} aria-hidden=${place >= fits}
        class=${`side__fact fades-in${place < fits ? "" : " side__fact--hidden"}${place === 0 ? clamped(lines) : ""}`}>
        <p><${Badge} fact=${fact} /> ${fact.text} <span class="side__source">${shortSource(fact)}</span></p>
      </li>`)}
    </ul>
  </section>`;
}

/** The first fact is cut after so many lines where it does not fit whole. @param {number} lines */
function clamped(lines) {
  return lines ? ` side__fact--lines-${Math.min(lines, MOST_LINES)}` : "";
}

/**
 * How many of a list's items can be seen whole; where not even the first, how many lines of it there is room for.
 *
 * @param {number} count
 * @returns {[{ current: HTMLElement | null }, number, number]}
 */
function useFit(count) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [fit, setFit] = useState({ whole: count, lines: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = () => setFit(measured(element));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [count]);
  return [list, fit.whole, fit.lines];
}

/** The height of an item's text, whether or not it is cut at the moment. @param {HTMLElement} item */
function heightOf(item) {
  return (item.firstElementChild ?? item).scrollHeight;
}

/** @param {HTMLElement} list */
function measured(list) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  const room = list.clientHeight + 1;
  const first = items[0];
  const lines = Math.floor(room / parseFloat(getComputedStyle(list).lineHeight));
  if (first && lines > 1 && heightOf(first) > room) return { whole: 1, lines };
  const whole = items.findIndex((item) => item.offsetTop + heightOf(item) > room);
  return { whole: whole < 0 ? items.length : whole, lines: 0 };
}

/** @param {{ unknown: Unknown[], most: number }} props */
function UnknownPanel({ unknown, most }) {
  const newest = [...unknown].reverse();
  return html`<section class="side side--unknown">
    <h2 class="side__name"><span class="mark mark--unknown">${t("What we don't know yet")}</span>
      <span class="side__count">${unknown.length}</span></h2>
    <ul class="side__open">
      ${newest.slice(0, most).map((one) => html`<li key=${one.id} class=${`fades-in side__fact--lines-${most === 1 ? 1 : 2}`}>
        <p>${one.text} <span class="side__source">(${UNKNOWN_WORDS[one.why]})</span></p>
      </li>`)}
    </ul>
  </section>`;
}

/** What does not fit: a dispute that still needs resolving, side by side; where there is none, how the last one was settled. @param {{ open: Dispute[], settled: Dispute[] }} props */
function DisputesPanel({ open, settled }) {
  const last = settled.at(-1);
  if (!open.length && !last) return null;
  if (!open.length) {
    return html`<section class="side side--disputes side--settled">
      <p class="side__clamped"><strong>${t("✓ Resolved")}</strong> ${last?.explanation}</p></section>`;
  }
  return html`<section class="side side--disputes">
    ${open.slice(-1).map((dispute) => html`<${DisputeItem} key=${dispute.id} dispute=${dispute} />`)}
    ${open.length > 1 && html`<p>${tn("and {n} more that needs resolving", "and {n} more that need resolving", open.length - 1)}</p>`}
  </section>`;
}

/**
 * The newest connection with what needs to happen next, then the titles of those before it.
 * `isShort`: only how many, where something needs resolving first.
 *
 * @param {{ content: Outline, isShort: boolean }} props
 */
function ConnectionsPanel({ content, isShort }) {
  const [newest, ...before] = [...content.insights].reverse();
  const [list, fits] = useFit(before.length);
  if (!newest) return null;
  const hidden = isShort ? 0 : before.length - fits;
  return html`<section class=${`side side--connections${isShort ? " side--short" : ""}`}>
    <h2 class="side__name"><span class="mark mark--insight">${t("Connections found")}</span>
      <span class="side__count">${content.insights.length}</span>
      ${hidden > 0 && html`<span class="side__source">+${hidden}</span>`}
    </h2>
    ${!isShort && html`<div key=${newest.id} class="side__latest fades-in">
      <p><strong>✦ ${newest.title}</strong></p>
      ${newest.next_step && html`<p class=${`side__clamped${content.unknown.length || content.disputes.length ? "" : " side__clamped--long"}`}><span class="mark mark--next">${t("What needs to happen")}</span>${" "}${newest.next_step}</p>`}
    </div>
    <ul class="side__facts side__titles" ref=${list}>
      ${before.map((insight, place) => html`<li key=${insight.id} aria-hidden=${place >= fits}
        class=${`fades-in${place < fits ? "" : " side__fact--hidden"}`}>${insight.title}</li>`)}
    </ul>`}
  </section>`;
}
