// Beside the projector's drawing: insights, worries, strengths, context, what is not known yet, disputes.
// Here the newest come first, in words, as many as there is room for; all of them are in the twins, in their one order.

/** @import { Outline, Dispute, FactOnTable } from "./outline.js" */
/** @import { Column } from "../types" */
/** @import { Fit } from "./fitting.js" */
import { html, useLayoutEffect, useRef, useState } from "../parts/markup.js";
import { fitting } from "./fitting.js";
import { inTurn } from "./in_turn.js";
import { useKept } from "./kept.js";
import { Badge, DisputeItem } from "./lists.js";
import { COLUMNS } from "./outline.js";
import { COLUMN_NAMES, SOURCE_WORDS, UNKNOWN_WORDS, sourceWords } from "./words.js";
import { t, tn } from "../languages/words.js";

/** More than these never fit: what is older is only counted. */
const MOST_IN_WORDS = 8;
const TITLES_SHOWN = 4;
/** The newest of each column are as good as always in words. */
const IN_WORDS_ANYWAY = 2;

/**
 * `told`: the content as it is, and as worries, strengths and the rest have it until their turn comes.
 *
 * @param {{ told: [Outline, Outline, Outline, Outline] }} props
 */
export function Sides({ told: [content, worries, strengths, others] }) {
  const keep = useKept();
  if (!content.newest) return html`<${WhoPanel} content=${content} />`;
  const settled = content.disputes.filter((dispute) => dispute.settled && dispute.facts.length > 1);
  const open = content.disputes.filter((dispute) => !dispute.settled && dispute.facts.length > 1);
  const isFound = content.insights.length > 0;
  return html`<div class=${`sides${open.length ? " sides--disputed" : ""}${isFound ? " sides--found" : ""}`}>
    <${NewsPanel} content=${content} />
    <${NewestPanel} content=${content} />
    <${InsightsPanel} content=${content} isShort=${open.length > 0} />
    ${columnPanel(keep, "worry", worries, false)}
    ${columnPanel(keep, "strength", strengths, false)}
    ${isFound
      ? html`<${UnknownLine} content=${others} />
        <div class="sides__counted">${columnPanel(keep, "neutral", others, true)}<${ReadingsPanel} content=${content} isShort=${open.length > 0} /></div>`
      : html`${columnPanel(keep, "neutral", others, false)}<${UnknownPanel} content=${others} />`}
    <${DisputesPanel} open=${open} settled=${settled} />
    ${!isFound && html`<${ReadingsPanel} content=${content} isShort=${open.length > 0} />`}
  </div>`;
}

/** Before anything is on the table: who is who, and the news, which may come in then too. @param {{ content: Outline }} props */
function WhoPanel({ content }) {
  return html`<div class="sides"><${NewsPanel} content=${content} /><section class="side side--who">
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
    <p class="side__clamped"><strong><span aria-hidden="true">✉ </span>${news.title}</strong> ${news.text}</p>
  </section>`;
}

/** What was put on the table last, whole. @param {{ content: Outline }} props */
function NewestPanel({ content }) {
  const fact = content.newest;
  if (!fact) return null;
  return html`<section class="side side--newest" data-agency=${fact.colour}>
    <p class="side__said"><${Badge} fact=${fact} /> ${fact.roleName} <span class="side__source">${sourceWords({ ...fact, roleName: "" })}</span></p>
    <p key=${fact.id} class="side__newest" data-fact=${fact.id}>
      ${content.disputed.has(fact.id) && html`<${NotEqual} /> `}${fact.text}</p>
  </section>`;
}

/** The mark of a fact that another one contradicts. */
function NotEqual() {
  return html`<strong class="not-equal"><span aria-hidden="true">≠</span><span class="only-read">${t("≠ Needs resolving")}</span></strong>`;
}

/** `isCounted`: only how many, so that the others have the room. @param {import("./kept.js").Keep} keep @param {Column} column @param {Outline} content @param {boolean} isCounted */
function columnPanel(keep, column, content, isCounted) {
  const count = content.columns[column].length;
  const total = count - Number(content.newest?.column === column);
  const older = isCounted ? [] : newestFirst(content, column);
  const disputed = older.map((fact) => content.disputed.has(fact.id));
  return keep(column, [count, total, ...older, ...disputed], () =>
    html`<${Panel} key=${column} kind=${column} name=${COLUMN_NAMES[column]} count=${count} total=${total} items=${older.map((fact, place) => ({
      id: fact.id,
      isDisputed: disputed[place],
      fact,
      words: fact.text,
      source: SOURCE_WORDS[fact.source] ?? fact.source,
    }))} />`);
}

/** The few newest of a column, without the one that is shown by itself. @param {Outline} content @param {Column} column */
function newestFirst({ arrived, newest }, column) {
  return arrived.filter((fact) => fact.column === column && fact !== newest).slice(-MOST_IN_WORDS).reverse();
}

/** Where insights have the room: how many, and the newest in a line. @param {{ content: Outline }} props */
function UnknownLine({ content }) {
  const { unknown } = content;
  const newest = untold(content).slice(-1)[0] ?? unknown.slice(-1)[0];
  return html`<section class="side side--unknown side--line">
    <div class="side__clamped">
      <h2 class="side__name"><span class="mark mark--unknown">${t("What we don't know yet")}</span> <span class="side__count">${unknown.length}</span></h2>
      ${newest && html`${" "}<span>${newest.text}</span>`}
    </div>
  </section>`;
}

/** What is not known, without the facts that are in words above. @param {Outline} content */
function untold(content) {
  const above = [content.newest, ...COLUMNS.flatMap((column) => newestFirst(content, column).slice(0, IN_WORDS_ANYWAY))];
  const told = new Set(above.map((fact) => fact?.id));
  return content.unknown.filter((one) => !told.has(one.id));
}

/** @param {{ content: Outline }} props */
function UnknownPanel({ content }) {
  const { unknown } = content;
  const others = untold(content);
  const newest = others.slice(-MOST_IN_WORDS).reverse();
  return html`<${Panel} kind="unknown" name=${t("What we don't know yet")} count=${unknown.length} total=${others.length}
    items=${newest.map((one) => ({ id: one.id, words: one.text, source: UNKNOWN_WORDS[one.why] }))} />`;
}

/**
 * @typedef {{ id: string, words: string, source: string, fact?: FactOnTable, isDisputed?: boolean }} Item
 *
 * The newest of a kind in words, as many as there is room for, and how many more there are.
 *
 * @param {{ kind: string, name: string, count: number, total: number, items: Item[] }} props
 */
function Panel({ kind, name, count, total, items }) {
  const [list, { n, lines }] = useFit(items);
  const more = total - n;
  const keep = useKept();
  return html`<section class=${`side side--${kind}`} data-words=${Math.min(items.length, 3)}>
    <h2 class="side__name"><span class=${`mark mark--${kind}`}>${name}</span>
      <span class="side__count">${count}</span>
      ${more > 0 && n > 0 && html`<span class="side__more">${t("and {n} more", { n: more })}</span>`}
    </h2>
    <ul class=${`side__facts${lines ? ` side__facts--lines-${lines}` : ""}`} ref=${list}>
      ${items.map((item, place) => keep(item.id, [item.words, item.source, item.fact, item.isDisputed, place < n], () =>
        html`<${PanelItem} key=${item.id} item=${item} isShown=${place < n} />`))}
    </ul>
  </section>`;
}

/** @param {{ item: Item, isShown: boolean }} props */
function PanelItem({ item, isShown }) {
  return html`<li data-fact=${item.fact?.id} aria-hidden=${!isShown} class=${`side__fact${isShown ? "" : " side__fact--hidden"}`}>
    <p>${item.fact && html`<${Badge} fact=${item.fact} /> `}${item.isDisputed && html`<${NotEqual} /> `}<span class="side__source">${item.source}:</span>${" "}${item.words}</p>
  </li>`;
}

/** @type {WeakMap<Element, (fit: Fit) => void>} */
const FITTED = new WeakMap();
/** Lists whose room is another than it was. @type {Set<Element>} */
const resized = new Set();
/** One for all lists. What changed their room has just been drawn: they are fitted in the next turn. */
const ROOM = new ResizeObserver((entries) => {
  for (const { target } of entries) resized.add(target);
  inTurn(fitResized, true);
});

/** Each is measured before the first is drawn anew, so that all are laid out once. */
function fitResized() {
  const fits = [...resized].map((list) => ({ list, fit: measured(/** @type {HTMLElement} */ (list)) }));
  resized.clear();
  for (const { list, fit } of fits) FITTED.get(list)?.(fit);
}

/** Looked at whenever there are other items, and whenever the list's room changes. @param {Item[]} items @returns {[{ current: HTMLElement | null }, Fit]} */
function useFit(items) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [fit, setFit] = useState(/** @type {Fit} */ ({ n: 0, lines: 2 }));
  /** @param {Fit} now */
  const take = (now) => setFit((before) => (before.n === now.n && before.lines === now.lines ? before : now));
  useLayoutEffect(() => {
    if (list.current) take(measured(list.current));
  }, [items]);
  useLayoutEffect(() => {
    const watched = list.current;
    if (!watched) return;
    FITTED.set(watched, take);
    ROOM.observe(watched);
    return () => ROOM.unobserve(watched);
  }, []);
  return [list, fit];
}

/** @param {HTMLElement} list @returns {Fit} */
function measured(list) {
  const { lineHeight, rowGap } = getComputedStyle(list);
  const heights = [...list.children].map((item) => (item.firstElementChild ?? item).scrollHeight);
  return fitting(heights, list.clientHeight, parseFloat(lineHeight), parseFloat(rowGap) || 0);
}

/** What does not fit: a dispute that still needs resolving, side by side; where there is none, how the last one was settled. @param {{ open: Dispute[], settled: Dispute[] }} props */
function DisputesPanel({ open, settled }) {
  const last = settled.slice(-1)[0];
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
function InsightsPanel({ content, isShort }) {
  const [newest, ...before] = content.insights.slice(-TITLES_SHOWN).reverse();
  if (!newest) return null;
  const more = isShort ? 0 : content.insights.length - 1 - before.length;
  return html`<section class=${`side side--insights${isShort ? " side--short" : ""}`}>
    <h2 class="side__name"><span class="mark mark--insight">${t("Insights found")}</span>
      <span class="side__count">${content.insights.length}</span>
      ${more > 0 && html`<span class="side__more">${t("and {n} more", { n: more })}</span>`}
    </h2>
    ${!isShort && html`<div key=${newest.id} class="side__latest fades-in">
      <p><strong>✦ ${newest.title}</strong></p>
      ${newest.next_step && html`<p class="side__clamped"><span class="mark mark--next">${t("What needs to happen")}</span>${" "}${newest.next_step}</p>`}
    </div>
    <ul class="side__titles">
      ${before.map((insight) => html`<li key=${insight.id} class="fades-in">${insight.title}</li>`)}
    </ul>`}
  </section>`;
}

/** What the table linked of its own, which is no insight: how many, and the newest as it was written. @param {{ content: Outline, isShort: boolean }} props */
function ReadingsPanel({ content: { readings }, isShort }) {
  const newest = readings.slice(-1)[0];
  if (!newest) return null;
  return html`<section class="side side--readings">
    <h2 class="side__name">${t("Linked by the table")} <span class="side__count">${readings.length}</span></h2>
    ${!isShort && html`<p key=${newest.id} class="side__clamped fades-in" dir="auto">${newest.line ? `“${newest.line}”` : newest.facts.map((fact) => fact.text).join(" + ")}</p>`}
  </section>`;
}
