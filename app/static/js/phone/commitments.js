// What we will do: if this happens, then somebody does that, by a day; and how we will know.

import { useFocusAfter } from "../parts/dialog.js";
import { html, useId, useLayoutEffect, useRef, useState } from "../parts/markup.js";
import { newId } from "../wire/ids.js";
import { actionOf, situationOf } from "../parts/if_then.js";
import { mostVoted } from "./debrief.js";
import { byOrder } from "../parts/order.js";
import { Asking, isOnItsWay, Send, Standing, TextBox } from "./fields.js";
import { Prompts } from "./lobby.js";
import { beginningWith } from "./reads.js";
import { dayWords } from "../languages/days.js";
import { t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Commitment} Commitment
 * @typedef {{ draft: (part: string) => string, phone: Phone }} Form  its drafts, and a phone on which they begin
 */

const TEXT_LENGTH = 280;
const YEARS_AHEAD = 5; // D8
/** From today: soon, at the next meeting but one, in a quarter. */
const WEEKS = [2, 6, 12];
const DAY_LENGTH = 10; // "2026-03-30": a year of more digits is none that the server knows
const PARTS = /** @type {const} */ (["situation", "action", "owner", "check", "due", "barrier"]);
const CHANGED = "commitment:id";

/** What is typed for a new commitment is kept apart from what is typed to change one. @param {string} id */
const keyOf = (id) => (/** @type {string} */ part) => (id ? `commitment:${id}:${part}` : `commitment:${part}`);

/** The commitment as it was when its change began, while that is not over. @param {Phone} phone @param {string} id */
const beforeChange = (phone, id) => phone.drafts.get(keyOf(id)("was"), /** @type {Commitment | null} */ (null));

/** Which commitment the form is about; "": a new one. @param {Phone} phone */
export function changedOne(phone) {
  const id = phone.drafts.get(CHANGED, "");
  return id && beforeChange(phone, id) ? id : "";
}

/** @param {string} id */
const draftsOf = (id) => [...PARTS, ...(id ? ["was"] : [])].map(keyOf(id));

/** The commitment whose change was asked for just now, until its form has the focus. */
let begun = "";

/** @param {{ phone: Phone }} props */
export function Commitments({ phone }) {
  return html`
    <div class="stack stack--far">
      <${Prompts} agenda=${phone.view.agenda} />
      <${CommitmentForm} phone=${phone} />
      <${CommitmentList} phone=${phone} mayChange=${true} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
export function CommitmentForm({ phone }) {
  const id = changedOne(phone);
  const standing = phone.view.debrief.commitments?.[id];
  const isGone = id !== "" && !standing;
  const draft = keyOf(id);
  const was = standing ?? beforeChange(phone, id);
  const prefilled = id && was ? beginningWith(phone, Object.fromEntries(PARTS.map((part) => [draft(part), was[part]]))) : phone;
  const form = { draft, phone: prefilled };
  const typed = (/** @type {string} */ part) => prefilled.drafts.get(draft(part), "").trim();
  const [situation, action, owner] = [situationOf(typed("situation")), actionOf(typed("action")), typed("owner")];
  const due = typed("due");
  const barrier = mostVoted(phone).find(([key]) => key === typed("barrier"))?.[0]; // what is hidden shows as none
  const missing = !situation ? t("Say when this applies (“If …”).") : !action ? t("Say what you will do (“then …”).") : !owner ? t("Say who will do it.")
    : due.length > DAY_LENGTH ? t("Choose a day from today on, within {years} years. What you typed is kept.", { years: YEARS_AHEAD }) : "";
  const subject = id && !isGone ? subjectOf(id) : "commitment";
  const make = () => phone.send(subject, {
    type: "make_commitment", commitment_id: isGone || !id ? newId() : id, situation, action, owner, check: typed("check"),
    ...(due ? { due } : {}), ...(barrier ? { barrier_id: barrier } : {}),
  }, draftsOf(id));
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (!begun || begun !== id) return;
    begun = "";
    title.current?.focus();
  });
  return html`
    <section class="sheet stack" aria-labelledby="commitment-title">
      <h2 id="commitment-title" ref=${title} tabindex="-1">${id ? t("Change the commitment") : t("One thing we will do")}</h2>
      ${isGone && html`<p class="notice notice--waiting" role="status"><span>
        ${t("Somebody has removed this commitment. If you save it, it's added again.")}</span></p>`}
      <${TextBox} phone=${form.phone} draft=${draft("situation")} label=${t("If …")} most=${TEXT_LENGTH} rows=${2} note=${t("the situation it is for")} />
      <${TextBox} phone=${form.phone} draft=${draft("action")} label=${t("then …")} most=${TEXT_LENGTH} rows=${2} note=${t("the first step")} />
      <${TextBox} phone=${form.phone} draft=${draft("owner")} label=${t("Who")} most=${TEXT_LENGTH} rows=${1}
        note=${t("an agency or a job title, not a person's name")} />
      <${DueDay} form=${form} />
      <${TextBox} phone=${form.phone} draft=${draft("check")} label=${t("How we will know")} most=${TEXT_LENGTH} rows=${2} optional=${true} />
      <${BarrierChoice} form=${form} />
      <${Send} phone=${phone} subject=${subject} label=${id && !isGone ? t("Save the change") : t("Make this commitment")} missing=${missing}
        saved=${id ? "" : t("Saved. You'll find it in the list below.")} onPress=${make} />
      ${id && html`<button type="button" class="button button--plain" disabled=${isOnItsWay(phone, subject)}
        onClick=${() => phone.drafts.clear(draftsOf(id))}>${t("Keep it as it is")}</button>`}
    </section>
  `;
}

/** @param {{ form: Form }} props */
function DueDay({ form: { draft, phone } }) {
  const id = useId();
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("By when")} <span class="quiet">${t("(optional)")}</span></label>
      <input class="field__box" id=${id} type="date" min=${dayAhead(phone, 0)} max=${dayAhead(phone, YEARS_AHEAD)} value=${phone.drafts.get(draft("due"), "")}
        aria-describedby=${`${id}-none`} onInput=${(/** @type {any} */ event) => phone.drafts.set(draft("due"), event.currentTarget.value)} />
      <span class="field__note" id=${`${id}-none`}>${phone.drafts.get(draft("due"), "") ? "" : t("No day chosen")}</span>
      <div class="cluster" role="group" aria-label=${t("Days often chosen")}>${WEEKS.map((weeks) => {
        const day = dayAhead(phone, 0, weeks * 7);
        return html`<button type="button" class="button" aria-pressed=${phone.drafts.get(draft("due"), "") === day}
          onClick=${() => phone.drafts.set(draft("due"), day)}>${tn("In {n} week", "In {n} weeks", weeks)}</button>`;
      })}</div>
    </div>
  `;
}

/** Today's date in some years and days, as a date's box has it. @param {Phone} phone @param {number} years @param {number} [days] */
function dayAhead(phone, years, days = 0) {
  const today = new Date(phone.now());
  return new Date(Date.UTC(today.getFullYear() + years, today.getMonth(), today.getDate() + days)).toISOString().slice(0, DAY_LENGTH);
}

/** @param {{ form: Form }} props */
function BarrierChoice({ form: { draft, phone } }) {
  const id = useId();
  const barriers = mostVoted(phone);
  if (barriers.length === 0) return null;
  const chosen = phone.drafts.get(draft("barrier"), "");
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("Which barrier it tackles")} <span class="quiet">${t("(optional)")}</span></label>
      <select class="field__box" id=${id} onChange=${(/** @type {any} */ event) => phone.drafts.set(draft("barrier"), event.currentTarget.value)}>
        <option value="" selected=${chosen === ""}>${t("None in particular")}</option>
        ${barriers.map(([key, barrier]) => html`<option value=${key} selected=${chosen === key}>${barrier.text}</option>`)}
      </select>
    </div>
  `;
}

/** @param {string} id */
const subjectOf = (id) => `commitment:${id}`;

/** @param {{ phone: Phone, mayChange: boolean }} props */
export function CommitmentList({ phone, mayChange }) {
  const all = byOrder(phone.view.debrief.commitments ?? {});
  return html`
    <section class="stack" aria-labelledby="commitments-title">
      <h2 id="commitments-title">${t("Our commitments")}</h2>
      ${all.length === 0 && html`<p class="quiet">${t("None yet.")}</p>`}
      <ul class="stitch">
        ${all.map(([id, one]) => html`<li key=${id}><${CommitmentItem} phone=${phone} id=${id} one=${one} mayChange=${mayChange} /></li>`)}
      </ul>
    </section>
  `;
}

/** @param {{ phone: Phone, id: string, one: Commitment, mayChange: boolean }} props */
function CommitmentItem({ phone, id, one, mayChange }) {
  const subject = `drop:${id}`;
  const barrier = one.barrier ? phone.view.debrief.barriers?.[one.barrier] : undefined;
  const isChanging = mayChange && changedOne(phone) === id;
  const [isAsking, setAsking] = useState(false);
  const words = useFocusAfter(isChanging || isAsking);
  const change = () => {
    begun = id;
    phone.drafts.set(keyOf(id)("was"), one);
    phone.drafts.set(CHANGED, id);
  };
  return html`
    <p dir="auto" ref=${words} tabindex="-1">${inWords(one)}</p>
    <p class="small" dir="auto"><strong>${one.owner}</strong>${one.due && `, ${t("by {day}", { day: dayWords(one.due) })}`}</p>
    ${one.check && html`<p class="small quiet" dir="auto">${t("We will know: {check}", { check: one.check })}</p>`}
    ${barrier && html`<p class="small quiet" dir="auto">${t("Tackles: {barrier}", { barrier: barrier.text })}</p>`}
    ${mayChange && html`
      ${!isChanging && html`<${Standing} phone=${phone} subject=${subjectOf(id)} saved=${t("Saved. Thank you.")} />`}
      <${Standing} phone=${phone} subject=${subject} />
      <div class="cluster">
        <button type="button" class="button button--plain" disabled=${phone.paused} onClick=${change}>${t("Change")}</button>
        <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
          onClick=${() => setAsking(true)}>${t("Remove commitment")}</button>
      </div>
      ${isAsking && html`<${TakeOutDialog} phone=${phone} id=${id} one=${one} onClose=${() => setAsking(false)} />`}`}
  `;
}

/** @param {{ phone: Phone, id: string, one: Commitment, onClose: () => void }} props */
function TakeOutDialog({ phone, id, one, onClose }) {
  const subject = `drop:${id}`;
  const takeOut = () => {
    phone.send(subject, { type: "drop_commitment", commitment_id: id }, draftsOf(id));
    onClose();
  };
  return html`
    <${Asking} title=${t("Remove this commitment?")} onClose=${onClose}>
      <p class="lead" dir="auto">${inWords(one)}</p>
      <p class="quiet">${t("It goes from everyone's list. You cannot undo this.")}</p>
      <${Send} phone=${phone} subject=${subject} label=${t("Remove commitment")} onPress=${takeOut} />
    <//>
  `;
}

/** @param {Commitment} one */
const inWords = ({ situation, action }) => t("If {situation}, then {action}.", { situation, action });
