// The hand: each fact with what became of it, and the two things to do with it: reveal or hold back.

import { phoneMay } from "../parts/allowed.js";
import { useFocusAfter } from "../parts/dialog.js";
import { html, useEffect, useState } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { Fact, roleName, Words } from "./facts.js";
import { Asking, Chips, Send, Standing, waitingWords } from "./fields.js";
import { newsFor, OldNews } from "./news.js";
import { SaidAgain } from "./said_again.js";
import { listed, named, t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").HandFact} HandFact
 * @typedef {"on_the_table" | "by_another" | "waiting" | "held_back" | "in_hand"} State
 */

const NO_REASON = "none";

/** @param {string} factId */
const subjectOf = (factId) => `fact:${factId}`;

/** @param {Phone} phone @param {string} factId @returns {State} */
function stateOf(phone, factId) {
  const entry = phone.outbox.about(subjectOf(factId));
  const onTable = phone.table?.facts[factId];
  if (onTable) return onTable.seat === phone.view.seat?.id ? "on_the_table" : "by_another";
  if (entry?.standing === "waiting") return "waiting";
  return phone.view.seat?.held_back[factId] ? "held_back" : "in_hand";
}

/** @param {{ phone: Phone }} props */
export function Hand({ phone }) {
  const { seat, agenda } = phone.view;
  if (!seat) return html`<p>${t("You're observing, so you hold no facts. Notice who speaks, who is asked, and what is left out.")}</p>`;
  const isSharing = phoneMay(phone, "reveal_fact");
  const facts = newFirst(phone, byOrder(seat.hand ?? {}));
  const out = facts.filter(([id]) => phone.table?.facts[id]).length;
  const fromMemory = agenda.phase.visibility === "memory" && isSharing;
  const left = isSharing ? phone.table?.counts.insights_left : undefined;
  return html`
    <section class="stack" aria-labelledby="hand-title">
      <div>
        <h2 id="hand-title">${t("What you know")}</h2>
        <p class="quiet">${isSharing ? tn("{n} fact, {out} of them on the table. Talk first, then tap.",
          "{n} facts, {out} of them on the table. Talk first, then tap.", facts.length, { out }) : tn("{n} fact.", "{n} facts.", facts.length)}</p>
        ${left !== undefined && left > 0 && html`<p><strong>${tn("There is one insight left to find.", "There are {n} insights left to find.", left)}</strong></p>`}
      </div>
      ${fromMemory && html`<p class="notice"><span>${t(
        "In this step you share from memory: you only see how your facts begin. Say what you remember in your own words, then put the fact on the table."
      )}</span></p>`}
      <${OldNews} phone=${phone} />
      <ul class="stack" role="list">
        ${facts.map(([id, fact]) => html`
          <li key=${id}><${HandFactItem} phone=${phone} id=${id} fact=${fact} /></li>`)}
      </ul>
      <${Words} phone=${phone} />
    </section>
  `;
}

/** What news brought comes first until it is dealt with. @param {Phone} phone @param {[string, HandFact][]} facts */
function newFirst(phone, facts) {
  const isNew = (/** @type {[string, HandFact]} */ [id, fact]) => fact.inject !== undefined && stateOf(phone, id) === "in_hand";
  return [...facts.filter(isNew), ...facts.filter((one) => !isNew(one))];
}

/** Its words, or how it begins while it is told from memory. @param {HandFact} fact */
export const wordsOf = (fact) => fact.text ?? fact.handle ?? "";

/** @param {HandFact} fact */
export const isSensitive = (fact) => fact.minimum !== undefined || fact.sensitive === true;

/** @param {{ phone: Phone, id: string, fact: HandFact }} props */
function HandFactItem({ phone, id, fact }) {
  const [asking, setAsking] = useState(/** @type {"" | "reveal" | "hold"} */ (""));
  const state = stateOf(phone, id);
  const sharing = phoneMay(phone, "reveal_fact");
  const settled = state === "on_the_table" || state === "by_another";
  const shown = { ...fact, text: phone.table?.facts[id]?.text ?? wordsOf(fact) };
  const close = () => setAsking("");
  const isAsking = asking !== "" && !settled;
  const standing = useFocusAfter(isAsking);
  useEffect(() => {
    if (settled) close(); // another device at the seat, or another seat, has revealed it
  }, [settled]);
  return html`
    <${Fact} phone=${phone} fact=${shown} quiet=${settled} extra=${html`<${Labels} phone=${phone} fact=${fact} />`}>
      <div class="fact__standing">
        <${StateLine} phone=${phone} id=${id} state=${state} standing=${standing} />
        ${sharing && settled && html`<${SaidAgain} phone=${phone} id=${id} />`}
      </div>
      ${state !== "waiting" && html`<${Standing} phone=${phone} subject=${subjectOf(id)} />`}
      ${sharing && (state === "in_hand" || state === "held_back") && html`
        <div class="fact__actions">
          <button type="button" class="button grow" disabled=${phone.paused} onClick=${() => setAsking("reveal")}>${t("Reveal")}</button>
          <button type="button" class="button button--plain grow" disabled=${phone.paused} onClick=${() => setAsking("hold")}>
            ${state === "held_back" ? t("Change reason") : t("Hold back")}
          </button>
        </div>
      `}
      ${isAsking && asking === "reveal" && html`<${RevealDialog} phone=${phone} id=${id} fact=${fact} onClose=${close} />`}
      ${isAsking && asking === "hold" && html`<${HoldBackDialog} phone=${phone} id=${id} onClose=${close} />`}
    <//>
  `;
}

/** @param {{ phone: Phone, fact: HandFact }} props */
function Labels({ phone, fact }) {
  const isLabelled = phone.view.agenda.phase.visibility === "labelled";
  const news = newsFor(phone).find(([id]) => id === fact.inject)?.[1];
  return html`
    <span class="cluster">
      ${fact.inject && html`<span class="chip chip--said chip--new">${news ? t("New, with the news: {title}", { title: news.title }) : t("New")}</span>`}
      ${isSensitive(fact) && html`<span class="chip chip--said">${t("Sensitive")}</span>`}
      ${isLabelled && html`<span class="chip chip--said">${fact.only_you ? t("Only you hold this") : t("Others hold this too")}</span>`}
    </span>
  `;
}

/**
 * What became of a fact; it takes the focus, and is said, when a dialog about it was answered.
 * @param {{ phone: Phone, id: string, state: State, standing: { current: HTMLElement | null } }} props
 */
function StateLine({ phone, id, state, standing }) {
  const words = stateWords(phone, id, state);
  if (!words) return null;
  return html`<p class="fact__state" ref=${standing} tabindex="-1" role=${state === "by_another" ? undefined : "status"}>${words}</p>`;
}

/** @param {Phone} phone @param {string} id @param {State} state */
function stateWords(phone, id, state) {
  const fact = phone.table?.facts[id];
  if (state === "on_the_table") {
    return `✓ ${fact?.wording === "minimum" ? t("On the table, in its minimum wording") : t("On the table")}`;
  }
  if (state === "by_another" && fact) {
    return `✓ ${t("Already on the table, from {role}", { role: roleName(phone, fact.role) })}`;
  }
  const entry = phone.outbox.about(subjectOf(id));
  if (state === "waiting" && entry) return `◷ ${waitingWords(phone, entry)}`;
  if (state === "held_back") {
    const reason = phone.view.seat?.held_back[id]?.reason;
    const name = reason ? phone.view.debrief.categories[reason]?.name : undefined;
    return `◐ ${t("Held back")}${name ? `: ${named(name)}` : ""}`;
  }
  return "";
}

/** @param {{ phone: Phone, id: string, fact: HandFact, onClose: () => void }} props */
function RevealDialog({ phone, id, fact, onClose }) {
  const [wording, setWording] = useState(/** @type {import("../types").Wording} */ (isSensitive(fact) ? "minimum" : "full"));
  const reveal = () => {
    phone.send(subjectOf(id), { type: "reveal_fact", fact_id: id, wording });
    onClose();
  };
  return html`
    <${Asking} title=${t("Reveal to everyone at your table?")} onClose=${onClose}>
      ${isSensitive(fact)
        ? html`<${WordingChoice} fact=${fact} wording=${wording} onChoose=${setWording} />`
        : html`<p class="fact__text" dir="auto">${wordsOf(fact)}</p>`}
      <p class="quiet">${t("It stays on the table and shows on the screen. You cannot undo this.")}</p>
      <div class="send"><button type="button" class="button button--primary button--large button--wide" onClick=${reveal}>
        ${t("Reveal to everyone")}</button></div>
    <//>
  `;
}

/** @param {{ fact: HandFact, wording: string, onChoose: (wording: import("../types").Wording) => void }} props */
export function WordingChoice({ fact, wording, onChoose }) {
  return html`
    <fieldset class="stack stack--close">
      <legend class="field__label">${t("This fact is sensitive. How much do you want to reveal?")}</legend>
      <label class="choice">
        <input type="radio" name="wording" checked=${wording === "minimum"} onChange=${() => onChoose("minimum")} />
        <span class="grow"><strong>${t("The least that helps")}</strong><br />
          ${fact.minimum ?? t("The minimum wording. You see it once it's on the table.")}</span>
      </label>
      <label class="choice">
        <input type="radio" name="wording" checked=${wording === "full"} onChange=${() => onChoose("full")} />
        <span class="grow"><strong>${t("All of it")}</strong><br />${wordsOf(fact)}</span>
      </label>
    </fieldset>
  `;
}

/** The reasons to hold something back, by the barriers' own ids. @param {Phone} phone */
export function reasons(phone) {
  const kinds = Object.entries(phone.view.debrief.categories).map(([id, one]) => ({ id, name: named(one.name), meaning: named(one.meaning) }));
  return [...kinds, { id: NO_REASON, name: t("I prefer not to say"), meaning: t("That's fine.") }];
}

/** @param {string} chosen @returns {{ reason?: string }} */
export function reasonField(chosen) {
  return chosen && chosen !== NO_REASON ? { reason: chosen } : {};
}

/** @param {{ phone: Phone, id: string, onClose: () => void }} props */
function HoldBackDialog({ phone, id, onClose }) {
  const draft = `reason:${id}`;
  const chosen = phone.drafts.get(draft, "");
  const hold = () => {
    phone.send(subjectOf(id), { type: "hold_back", fact_id: id, ...reasonField(chosen) }, [draft]);
    onClose();
  };
  return html`
    <${Asking} title=${t("Hold this fact back?")} onClose=${onClose}>
      <p>${t("Holding back isn't a mistake. What makes you want to hold it back?")}</p>
      <p class="quiet small">${t(
        "No page shows the reason beside your seat, unless you tell your table yourself at the reveal. It's kept with the workshop, and shown only as a count for the whole room, once three seats have given one. From the reveal on, everybody sees that the fact was held back. If you play a role alone, people know it was you."
        )}</p>
      <${Chips} phone=${phone} draft=${draft} legend=${t("Reason")} options=${reasons(phone)} />
      <${Send} phone=${phone} subject=${`hold:${id}`} label=${t("Hold back")}
        missing=${chosen ? "" : t("Choose a reason, or “I prefer not to say”.")} onPress=${hold} />
    <//>
  `;
}

/** @param {{ phone: Phone }} props  who this seat is, in the agency's own words */
export function RoleSheet({ phone }) {
  const { seat } = phone.view;
  if (!seat) return null;
  return html`
    ${Object.entries(seat.roles).map(([id, role]) => html`
      <section class="sheet" key=${id} data-agency=${phone.marks[id]?.number} aria-label=${t("Your role: {role}", { role: role.name })}>
        <div class="cluster">
          <span class="badge badge--large" aria-hidden="true">${phone.marks[id]?.letters}</span>
          <div class="grow"><p class="quiet small">${t("Your role")}</p><h2>${role.name}</h2><p class="quiet small">${role.agency}</p></div>
        </div>
        <dl class="flow">
          <${Line} term=${t("What you do")} words=${role.does} />
          <${Line} term=${t("What you know")} words=${role.holds} />
          <${Line} term=${t("When you step in")} words=${role.threshold} />
          <${Line} term=${t("What makes sharing hard for you")} words=${role.worry} />
        </dl>
      </section>
    `)}
    ${seat.partners > 1 && html`<p class="quiet">${sharedBy(seat.partners)}</p>`}
  `;
}

/** @param {{ term: string, words: string }} props */
function Line({ term, words }) {
  return words ? html`<div><dt class="small quiet">${term}</dt><dd dir="auto">${words}</dd></div>` : null;
}

/** @param {Phone} phone @returns {string} "Health visitor and Police" */
export function seatName(phone) {
  return listed(Object.keys(phone.view.seat?.roles ?? {}).map((id) => roleName(phone, id)));
}

/** @param {number} people @returns {string} what sharing a seat means, for two or for more */
function sharedBy(people) {
  return people === 2
    ? t("Two of you share this seat. If either of you reveals a fact, it counts for both.")
    : t("{n} people share this seat. If one of you reveals a fact, it counts for all.", { n: people });
}
