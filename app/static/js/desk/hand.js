// One seat's hand by number: type or tap a number, then put the fact on the table or hold it back.

import { deskMay } from "../parts/allowed.js";
import { rolesText } from "../parts/roles.js";
import { Standing } from "../parts/standing.js";
import { html, useEffect, useRef, useState } from "../parts/markup.js";
import { named, t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("./desk").Working} Working */
/** @typedef {import("./desk").DeskFact} DeskFact */

/** The facts of a hand, by number. @param {DutyDesk} desk @param {string} hand @returns {[string, DeskFact][]} */
export function factsOf(desk, hand) {
  const facts = desk.view.desk.facts;
  return hand.split(",").flatMap((id) => (facts[id] ? [/** @type {[string, DeskFact]} */ ([id, facts[id]])] : []))
    .sort(([, one], [, other]) => one.number - other.number);
}

/** A number from a card: finds the seat that holds it, and the fact. @param {{ desk: DutyDesk, work: Working }} props */
export function NumberEntry({ desk, work }) {
  const [flaw, setFlaw] = useState("");
  const typed = desk.drafts.get("number", "");
  /** @param {Event} event */
  const find = (event) => {
    event.preventDefault();
    const [id] = Object.entries(desk.view.desk.facts).find(([, fact]) => fact.number === Number(typed)) ?? [""];
    const seat = holderOf(desk, work, id);
    setFlaw(seat ? "" : t("No seat at this table holds number {number}.", { number: typed }));
    if (!seat) return;
    desk.drafts.set("seat", seat);
    desk.drafts.set("fact", id);
    desk.drafts.clear(["number"]);
  };
  return html`<form class="sheet cluster" onSubmit=${find}>
    <label class="cluster" for="desk-number"><span class="lead">${t("Number on the card")}</span></label>
    <input class="field__box field__box--number" id="desk-number" inputmode="numeric" pattern="[0-9]{1,3}" required autocomplete="off"
      value=${typed} aria-describedby="desk-number-flaw" onInput=${(/** @type {any} */ event) => desk.drafts.set("number", event.currentTarget.value.trim())} />
    <button class="button">${t("Find it")}</button>
    <span id="desk-number-flaw" role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</span>
  </form>`;
}

/**
 * The seat being worked if it holds the fact, else one with nobody in it, else any.
 * @param {DutyDesk} desk
 * @param {Working} work
 * @param {string} factId
 */
function holderOf(desk, work, factId) {
  const holders = Object.entries(desk.view.desk.seats)
    .filter(([, seat]) => seat.table === work.table.id && seat.hand.split(",").includes(factId)).map(([id]) => id);
  if (holders.includes(work.id)) return work.id;
  return holders.find((id) => !work.table.seats[id]?.taken) ?? holders[0];
}

/** @param {{ desk: DutyDesk, work: Working }} props */
export function Hand({ desk, work }) {
  const facts = factsOf(desk, work.seat.hand);
  const chosen = desk.drafts.get("fact", "");
  const fact = facts.find(([id]) => id === chosen);
  const roles = work.table.seats[work.id]?.roles ?? "";
  return html`<section class="sheet stack" aria-labelledby="hand-title">
    <div class="cluster cluster--apart">
      <h2 id="hand-title">${rolesText(desk, roles)}</h2>
      <${Read} desk=${desk} work=${work} />
    </div>
    <ul class="desk__numbers" role="list">
      ${facts.map(([id, { number }]) => {
        const state = stateOf(work, id);
        return html`<li key=${id}><button type="button" class=${`button desk__number desk__number--${state}`} aria-pressed=${id === chosen}
          onClick=${() => desk.drafts.set("fact", id)}>
          <strong>${number}</strong><span class="small">${{ out: t("✓ revealed"), held: t("– held back"), in: t("in hand") }[state]}</span></button></li>`;
      })}
    </ul>
    ${fact ? html`<${FactSheet} key=${fact[0]} desk=${desk} work=${work} id=${fact[0]} fact=${fact[1]} />`
      : html`<p class="quiet">${t("Choose a number.")}</p>`}
  </section>`;
}

/** @param {Working} work @param {string} factId @returns {"out" | "held" | "in"} */
function stateOf(work, factId) {
  if (work.table.facts[factId]) return "out";
  return work.seat.held_back[factId] ? "held" : "in";
}

/** @param {{ desk: DutyDesk, work: Working }} props */
function Read({ desk, work }) {
  const subject = `read:${work.id}`;
  if (work.table.seats[work.id]?.read) return html`<span>${t("✓ facts read")}</span>`;
  if (!deskMay(desk, "finish_reading")) return null;
  return html`<span class="cluster"><button type="button" class="button"
    onClick=${() => desk.sending.send(subject, { type: "finish_reading", seat_id: work.id })}>${t("Mark the facts as read")}</button>
    <${Standing} desk=${desk} subject=${subject} /></span>`;
}

/** @param {{ desk: DutyDesk, work: Working, id: string, fact: DeskFact }} props */
function FactSheet({ desk, work, id, fact }) {
  const first = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => first.current?.focus(), [id]);
  const subject = `fact:${work.id}:${id}`;
  const isOut = stateOf(work, id) === "out";
  const isSharing = deskMay(desk, "reveal_fact");
  /** @param {"full" | "minimum"} wording */
  const reveal = (wording) => desk.sending.send(subject, { type: "reveal_fact", fact_id: id, wording, seat_id: work.id });
  return html`<div class="stack desk__fact">
    <p><strong class="desk__big">${fact.number}</strong> <span class="lead" dir="auto">${fact.text}</span></p>
    ${fact.minimum && html`<p class="notice"><span><strong>${t("Sensitive. The least to say:")}</strong> ${fact.minimum}</span></p>`}
    ${isOut && html`<p>✓ ${work.table.facts[id]?.wording === "minimum" ? t("On the table, in its minimum wording") : t("On the table")}.</p>`}
    ${!isOut && !isSharing && html`<p class="quiet">${t("You can reveal facts in the sharing steps.")}</p>`}
    ${!isOut && isSharing && html`<p class="cluster">
        ${fact.minimum && html`<button type="button" class="button button--primary" ref=${first} onClick=${() => reveal("minimum")}>
          ${t("Reveal the least")}</button>`}
        <button type="button" class=${`button ${fact.minimum ? "" : "button--primary"}`} ref=${fact.minimum ? undefined : first}
          onClick=${() => reveal("full")}>${fact.minimum ? t("Reveal in full") : t("Reveal")}</button>
      </p>
      <${HoldBack} desk=${desk} work=${work} id=${id} subject=${subject} />`}
    <${Standing} desk=${desk} subject=${subject} />
  </div>`;
}

/** @param {{ desk: DutyDesk, work: Working, id: string, subject: string }} props */
function HoldBack({ desk, work, id, subject }) {
  const held = work.seat.held_back[id];
  const [reason, setReason] = useState(held?.reason ?? "");
  const hold = () =>
    desk.sending.send(subject, { type: "hold_back", fact_id: id, seat_id: work.id, ...(reason ? { reason } : {}) });
  return html`<div class="cluster">
    <${Reasons} desk=${desk} value=${reason} onChoose=${setReason} />
    <button type="button" class="button" onClick=${hold}>${held ? t("Change the reason") : t("Hold back")}</button>
  </div>`;
}

/** @param {{ desk: DutyDesk, value: string, onChoose: (reason: string) => void }} props */
export function Reasons({ desk, value, onChoose }) {
  return html`<label class="cluster"><span>${t("Why it is held back")}</span>
    <select class="field__box" value=${value} onChange=${(/** @type {any} */ event) => onChoose(event.currentTarget.value)}>
      <option value="">${t("Prefers not to say")}</option>
      ${Object.entries(desk.view.moderation.categories).map(([id, { name }]) =>
        html`<option key=${id} value=${id} selected=${id === value}>${named(name)}</option>`)}
    </select></label>`;
}
