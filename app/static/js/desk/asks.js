// Questions put to the seat that is being worked, and questions it puts to others.

import { deskMay } from "../parts/allowed.js";
import { Standing } from "../parts/standing.js";
import { newId } from "../wire/ids.js";
import { html, useState } from "../parts/markup.js";
import { factsOf, Reasons } from "./hand.js";
import { openAsks } from "./seats.js";
import { t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("./desk").Working} Working */
/** @typedef {import("../types").Ask} Ask */

const QUESTION_LENGTH = 200;

/** @param {{ desk: DutyDesk, work: Working }} props */
export function Asks({ desk, work }) {
  if (!deskMay(desk, "answer_ask")) return null;
  const open = openAsks(work.table, work.table.seats[work.id]?.roles ?? "");
  return html`<section class="sheet stack" aria-labelledby="asked-title">
    <h2 id="asked-title">${t("Asked of this seat ({n})", { n: open.length })}</h2>
    ${open.map(([id, ask]) => html`<${Asked} key=${id} desk=${desk} work=${work} id=${id} ask=${ask} />`)}
    <${AskForm} desk=${desk} work=${work} />
  </section>`;
}

/** @param {{ desk: DutyDesk, work: Working, id: string, ask: Ask }} props */
function Asked({ desk, work, id, ask }) {
  const { roles } = desk.view.family;
  const [fact, setFact] = useState("");
  const [least, setLeast] = useState(true);
  const [reason, setReason] = useState("");
  const subject = `ask:${id}`;
  const facts = factsOf(desk, work.seat.hand);
  const minimum = desk.view.desk.facts[fact]?.minimum;
  /** @param {Record<string, string>} reply */
  const answer = (reply) => desk.sending.send(subject, { type: "answer_ask", ask_id: id, seat_id: work.id, ...reply });
  const withFact = () => answer({ reply: "fact", fact_id: fact, wording: minimum && least ? "minimum" : "full" });
  const from = work.table.seats[ask.by]?.roles.split(",")[0] ?? "";
  return html`<div class="stack stack--close sheet sheet--sunk">
    <p class="small quiet">${t("{who} asks {whom}", { who: roles[from]?.name ?? "", whom: roles[ask.role]?.name ?? "" })}</p>
    <p class="lead" dir="auto">${ask.text}</p>
    <div class="cluster">
      <label class="cluster"><span>${t("Answer with number")}</span>
        <select class="field__box field__box--number" value=${fact} onChange=${(/** @type {any} */ event) => setFact(event.currentTarget.value)}>
          <option value="">–</option>
          ${facts.map(([one, { number }]) => html`<option key=${one} value=${one}>${number}</option>`)}
        </select></label>
      ${minimum && html`<label class="cluster"><input type="checkbox" checked=${least}
        onChange=${() => setLeast(!least)} /> ${t("the minimum wording")}</label>`}
      <button type="button" class="button button--primary" disabled=${!fact} onClick=${withFact}>${t("Answer")}</button>
      <button type="button" class="button" onClick=${() => answer({ reply: "nothing_held" })}>${t("Nothing held on that")}</button>
    </div>
    <div class="cluster"><${Reasons} desk=${desk} value=${reason} onChoose=${setReason} />
      <button type="button" class="button" onClick=${() => answer({ reply: "held_back", ...(reason ? { reason } : {}) })}>
        ${t("Hold the answer back")}</button></div>
    ${fact && html`<p class="quiet" dir="auto">${desk.view.desk.facts[fact]?.text}</p>`}
    <${Standing} desk=${desk} subject=${subject} />
  </div>`;
}

/** @param {{ desk: DutyDesk, work: Working }} props */
function AskForm({ desk, work }) {
  const { roles } = desk.view.family;
  const mine = new Set((work.table.seats[work.id]?.roles ?? "").split(","));
  const others = Object.values(work.table.seats).flatMap((seat) => seat.roles.split(",")).filter((role) => !mine.has(role));
  const role = desk.drafts.get("ask:role", "");
  const text = desk.drafts.get("ask:text", "");
  /** @param {Event} event */
  const ask = async (event) => {
    event.preventDefault();
    const wish = { type: "ask_role", ask_id: newId(), role_id: role, text: text.trim(), seat_id: work.id };
    if (await desk.sending.send("ask", wish)) desk.drafts.clear(["ask:role", "ask:text"]);
  };
  return html`<details><summary>${t("Ask for this seat")}</summary>
    <form class="cluster" onSubmit=${ask}>
      <label class="cluster"><span>${t("Who to ask")}</span>
        <select class="field__box" required value=${role} onChange=${(/** @type {any} */ event) => desk.drafts.set("ask:role", event.currentTarget.value)}>
          <option value="">${t("Choose a role")}</option>
          ${others.map((one) => html`<option key=${one} value=${one} selected=${one === role}>${roles[one]?.name}</option>`)}
        </select></label>
      <label class="cluster grow"><span>${t("What to ask")}</span>
        <input class="field__box grow" required maxlength=${QUESTION_LENGTH} dir="auto" value=${text}
          onInput=${(/** @type {any} */ event) => desk.drafts.set("ask:text", event.currentTarget.value)} /></label>
      <button class="button">${t("Ask")}</button> <${Standing} desk=${desk} subject="ask" />
    </form>
  </details>`;
}
