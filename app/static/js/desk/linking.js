// Facts that somebody at the table says belong together, linked by their numbers.

import { deskMay } from "../parts/allowed.js";
import { Standing } from "../parts/standing.js";
import { newId } from "../wire/ids.js";
import { html, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("./desk").Working} Working */

const LINE_LENGTH = 200;

/** @param {{ desk: DutyDesk, work: Working }} props */
export function Linking({ desk, work }) {
  const [flaw, setFlaw] = useState("");
  if (!deskMay(desk, "link_facts")) return null;
  const typed = desk.drafts.get("link:numbers", "");
  const line = desk.drafts.get("link:line", "");
  /** @param {Event} event */
  const link = async (event) => {
    event.preventDefault();
    const { ids, strangers } = numbered(desk, work, typed);
    setFlaw(strangers.length ? t("Not on this table: {numbers}. Reveal them first, or choose others.", { numbers: strangers.join(", ") })
      : ids.length < 2 ? t("Type at least two numbers.") : "");
    if (strangers.length || ids.length < 2) return;
    const wish = { type: "link_facts", link_id: newId(), fact_ids: ids, line: line.trim(), seat_id: work.id };
    if (await desk.sending.send("link", wish)) desk.drafts.clear(["link:numbers", "link:line"]);
  };
  return html`<form class="sheet stack stack--close" onSubmit=${link}>
    <h2>${t("Link facts on the table")}</h2>
    <div class="cluster">
      <label class="cluster"><span>${t("Numbers")}</span>
        <input class="field__box" required inputmode="text" placeholder="3 17 22" value=${typed}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("link:numbers", event.currentTarget.value)} /></label>
      <label class="cluster grow"><span>${t("Together they suggest")}</span>
        <input class="field__box grow" maxlength=${LINE_LENGTH} dir="auto" value=${line}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("link:line", event.currentTarget.value)} /></label>
      <button class="button">${t("Link them")}</button> <${Standing} desk=${desk} subject="link" />
    </div>
    <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>
  </form>`;
}

/**
 * The facts on this table that have the numbers somebody typed, and the numbers that none has.
 * @param {DutyDesk} desk
 * @param {Working} work
 * @param {string} typed
 */
function numbered(desk, work, typed) {
  const numbers = [...new Set((typed.match(/\d+/g) ?? []).map(Number))];
  const byNumber = new Map(Object.entries(desk.view.desk.facts).map(([id, { number }]) => [number, id]));
  const ids = numbers.flatMap((number) => byNumber.get(number) ?? []).filter((id) => work.table.facts[id]);
  const strangers = numbers.filter((number) => !work.table.facts[byNumber.get(number) ?? ""]);
  return { ids, strangers };
}
