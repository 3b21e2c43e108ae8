// Leading the look back: which table's hour everybody sees again, at which moment, and what would have been.

/** @import { Led } from "../types" */
import { html, useMemo, useRef, useState } from "../parts/markup.js";
import { deskMay } from "../parts/allowed.js";
import { Standing } from "../parts/standing.js";
import { useHour } from "../replay/wanted.js";
import { usePlayed } from "../replay/clock.js";
import { Controls } from "../replay/controls.js";
import { picturesOf, placeOf } from "../replay/hour.js";
import { WhatIfPanel } from "./what_if.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const VIEWS = { picture: t("The picture"), sides: t("Three views"), what_if: t("What if?") };
/** Whoever drags says so only so often. */
const AT_MOST_EVERY_MS = 250;
const SUBJECT = "replay";

/** @param {{ desk: Console }} props */
export function Replaying({ desk }) {
  if (!deskMay(desk, "show_replay")) return null;
  const { tables, lead } = desk.view;
  const led = lead.replay;
  const [first] = Object.keys(tables);
  const several = Object.keys(tables).length > 1;
  return html`<section class="sheet" aria-labelledby="hour-again-title">
    <h2 id="hour-again-title" class="lead">${t("The hour again")}</h2>
    <p class="quiet small">${t("Show everybody how a table's picture grew. Phones can follow, or look at their own table's hour by themselves.")}</p>
    ${!led && !several && html`<p><button type="button" class="button" onClick=${() => show(desk, { table: first ?? "", moment: 0 })}>
      ${t("Show the hour again")}</button></p>`}
    ${several && html`<${TableChoice} desk=${desk} led=${led} />`}
    ${led?.table && html`<${Leading} key=${led.table} desk=${desk} led=${led} table=${led.table} />`}
    <${Standing} desk=${desk} subject=${SUBJECT} />
  </section>`;
}

/**
 * Everything that is to stay is said again with what changes.
 * @param {Console} desk @param {Led & { is_playing?: boolean, fact?: string, minute?: number }} wanted
 */
function show(desk, wanted) {
  const { table, moment = 0, view = "picture", is_playing = false, fact, minute } = wanted;
  const otherwise = fact !== undefined && minute !== undefined ? { fact_id: fact, minute } : {};
  return desk.sending.send(SUBJECT, { type: "show_replay", ...(table && { table_id: table, moment, view, is_playing, ...otherwise }) });
}

/** Of several tables, whose hour. @param {{ desk: Console, led: Led | undefined }} props */
function TableChoice({ desk, led }) {
  const tables = Object.values(desk.view.tables);
  const [wanted, setWanted] = useState("");
  const shown = wanted || led?.table || tables[0]?.id || "";
  /** @param {Event} event */
  const choose = (event) => {
    event.preventDefault();
    show(desk, { table: shown, moment: 0 });
  };
  return html`<form class="choose" onSubmit=${choose}><label class="field grow"><span class="field__label">${t("Whose hour")}</span>
    <select class="field__box" value=${shown} onChange=${(/** @type {any} */ event) => setWanted(event.currentTarget.value)}>
      ${tables.map((table) => html`<option key=${table.id} value=${table.id}>${t("Table {number}", { number: table.number })}</option>`)}
    </select></label>
    <button class="button" aria-disabled=${led?.table === shown}>${t("Show the hour again")}</button></form>`;
}

/** @param {{ desk: Console, led: Led, table: string }} props */
function Leading({ desk, led, table }) {
  const { agenda, family } = desk.view;
  const hour = useHour(desk.lookBack, table, agenda.phase.id);
  const pictures = useMemo(() => (hour ? picturesOf(hour) : []), [hour]);
  const [dragged, drag] = useDragged((moment) => show(desk, { ...kept(led), moment }));
  const place = dragged === undefined ? placeOf(led) : { moment: dragged };
  const { at, plays } = usePlayed(hour?.moments ?? [], place, desk.now);
  const here = { ...kept(led), moment: at, is_playing: plays };
  const view = led.view ?? "picture";
  return html`<div class="stack">
    ${hour ? html`<${Controls} ...${{ hour, pictures, at, plays, view: { family, agenda }, onGo: drag,
        onPlay: (/** @type {number} */ moment) => show(desk, { ...here, moment, is_playing: true }) }} />`
      : html`<p class="quiet" role="status">${t("One moment…")}</p>`}
    <div class="cluster" role="group" aria-label=${t("What of it the screen shows")}>
      ${Object.entries(VIEWS).map(([id, words]) => html`<button key=${id} type="button" class="button" aria-pressed=${view === id}
        aria-disabled=${id === "what_if" && !led.what_if} onClick=${() => (id !== "what_if" || led.what_if)
          && show(desk, { ...here, view: /** @type {Led["view"]} */ (id) })}>${words}</button>`)}
      <button type="button" class="button" onClick=${() => show(desk, {})}>${t("Stop showing it")}</button>
    </div>
    <${WhatIfPanel} ...${{ desk, table, whatIf: led.what_if, isShown: view === "what_if",
      onTry: (/** @type {string} */ fact, /** @type {number} */ minute) => show(desk, { ...here, fact, minute }) }} />
  </div>`;
}

/** What of it stays when the moment changes. @param {Led} led @returns {Parameters<typeof show>[1]} */
function kept({ table, view, what_if }) {
  return { table, view, fact: what_if?.fact, minute: what_if?.minute };
}

/**
 * Where the slider is while it is dragged: at once here, to the others the latest place every so often.
 * @param {(moment: number) => Promise<boolean>} say
 * @returns {[number | undefined, (moment: number) => void]}
 */
function useDragged(say) {
  const [dragged, setDragged] = useState(/** @type {number | undefined} */ (undefined));
  const wanted = useRef(/** @type {number | undefined} */ (undefined));
  const isSaying = useRef(false);
  const latest = useRef(say);
  latest.current = say;
  const sayLatest = async () => {
    isSaying.current = true;
    while (wanted.current !== undefined) {
      const moment = wanted.current;
      wanted.current = undefined;
      await latest.current(moment);
      await new Promise((resolve) => setTimeout(resolve, AT_MOST_EVERY_MS));
    }
    isSaying.current = false;
    setDragged(undefined);
  };
  return [dragged, (moment) => {
    wanted.current = moment;
    setDragged(moment);
    if (!isSaying.current) sayLatest();
  }];
}
