// The projector while people share: the picture of the one table, or a wall of counts for several.

import { html, useEffect, useRef, useState } from "../parts/markup.js";
import { LargePicture } from "../picture/large.js";
import { Chronology, PictureList, PictureTable } from "../picture.js";
import { t } from "../languages/words.js";
import { MORE_THAN_ONE } from "./counter.js";
import { Buttons, Diamonds } from "./growth.js";
import { chosenTable } from "./stage.js";

/** @typedef {import("./screen").ScreenView} ScreenView */
/** @typedef {import("./screen").ShownTable} ShownTable */
/** @typedef {import("../types").Table} Table */

const TWINS = /** @type {Record<string, unknown>} */ ({ list: PictureList, table: PictureTable, time: Chronology });
export const WAYS = { drawing: t("Drawing"), list: t("List"), table: t("Table"), time: t("By time") };

/** @param {{ view: ScreenView }} props */
export function Play({ view }) {
  const tables = Object.values(view.tables);
  // Before anybody shares, all tables look at the same family.
  const isBefore = view.agenda.phase.kind === "read" || view.agenda.phase.kind === "first_read";
  const only = isBefore ? tables[0] : chosenTable(view);
  if (only) return html`<${OnePicture} view=${view} table=${only} />`;
  return html`<div class="walled"><${NewsLines} tables=${tables} /><${Wall} tables=${tables} /></div>`;
}

/** What came in for everyone, newest first, for as long as they share: all tables are told the same. @param {{ tables: ShownTable[] }} props */
function NewsLines({ tables }) {
  const news = Object.entries(tables[0]?.injects ?? {}).sort(([, one], [, other]) => other.order - one.order);
  if (!news.length) return null;
  return html`<ul class="walled__news">${news.map(([id, one]) => html`<li key=${id}>
    <strong><span aria-hidden="true">✉ </span>${one.title}</strong> ${one.text}</li>`)}</ul>`;
}

const NEWS_STAYS_MS = 30_000;

/**
 * News for everyone, over the picture for as long as it takes to read it. It stays beside the picture and over the wall.
 * @param {{ tables: Record<string, ShownTable> }} props
 */
export function News({ tables }) {
  const all = Object.assign({}, ...Object.values(tables).map((table) => table.injects));
  const known = useRef(/** @type {Set<string> | undefined} */ (undefined));
  const [shown, setShown] = useState("");
  const ids = Object.keys(all);
  useEffect(() => {
    const fresh = ids.find((id) => known.current && !known.current.has(id));
    known.current = new Set(ids);
    if (fresh) setShown(fresh);
  }, [ids.join()]);
  useEffect(() => {
    const going = setTimeout(() => setShown(""), NEWS_STAYS_MS);
    return () => clearTimeout(going);
  }, [shown]);
  const news = all[shown];
  return html`<div class=${news ? "screen__news" : ""} role="status">
    ${news && html`<p class="screen__news-title"><span aria-hidden="true">✉ </span>${news.title}</p><p>${news.text}</p>`}
  </div>`;
}

/** The drawing, or the same content in words. @param {{ view: ScreenView, table: ShownTable }} props */
export function OnePicture({ view, table }) {
  const [way, setWay] = useState("drawing");
  const given = { family: view.family, table: /** @type {Table} */ (table) };
  const Twin = TWINS[way];
  return html`<div class="play">
    <div class=${`play__picture${Twin ? " play__picture--words" : ""}`} tabindex=${Twin ? 0 : undefined}>
      <${TWINS[way] ?? LargePicture} key=${table.id} ...${given} allThreads=${view.stage?.threads ?? false} />
    </div>
    <${Ways} label=${t("Show the picture as")} ways=${WAYS} way=${way} onChoose=${setWay} />
  </div>`;
}

/**
 * The ways in which the same may be shown, to choose from.
 * @param {{ label: string, ways: Record<string, string>, way: string, onChoose: (way: string) => void }} props
 */
export function Ways({ label, ways, way, onChoose }) {
  return html`<div class="play__ways" role="group" aria-label=${label}>
    ${Object.entries(ways).map(([id, words]) => html`<button key=${id} type="button" class="play__way"
      aria-pressed=${way === id} onClick=${() => onChoose(id)}>${words}</button>`)}
  </div>`;
}

/** Small pictures of counts: what lies on a table belongs to that table until the reveal. @param {{ tables: ShownTable[] }} props */
export function Wall({ tables }) {
  return html`<ul class="wall" data-tables=${tables.length}>
    ${tables.map((table) => html`<li key=${table.id} class="sheet wall__table">
      <h2>${t("Table {number}", { number: table.number })}</h2>
      ${table.counts.facts > table.counts.alone && html`<p class="wall__more">${MORE_THAN_ONE}</p>`}
      <${WallCount} name=${t("facts on the table")} count=${table.counts.facts} of=${table.counts.facts_of} drawn=${Buttons} shape=${shapeOf(tables.length)} />
      <${WallCount} name=${t("insights found")} count=${table.counts.insights} of=${table.counts.insights_of} drawn=${Diamonds} />
    </li>`)}
  </ul>`;
}

/** How many times wider than high the buttons lie, so that they fill their sheet. @param {number} tables */
function shapeOf(tables) {
  if (tables > 8) return 4;
  return tables > 3 ? 2.4 : 0.9;
}

/** @param {{ name: string, count: number, of: number, drawn: unknown, shape?: number }} props */
function WallCount({ name, count, of, drawn, shape }) {
  return html`<div class="wall__count"><p><strong class="numbers">${t("{n} of {of}", { n: count, of })}</strong> ${name}</p>
    <${drawn} count=${count} of=${of} shape=${shape} /></div>`;
}
