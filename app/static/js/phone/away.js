// What changed while somebody was away: the page hidden, reloaded or without network. Told once, on return;
// and which taps came too late.

import { html } from "../markup.js";
import { newFactsText } from "./announcer.js";
import { roleName } from "./facts.js";
import { listed, t, tn } from "../words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {{ phase: string, facts: readonly string[], insights: readonly string[], asked: readonly string[] }} Glimpse
 *   ids of what the phone showed last
 * @typedef {{ phase: string, roles: readonly string[], insights: number, asked: number }} Missed
 *   `phase` is the new step's title, or empty; `roles` one per new fact
 */

/** What each tap of a step is called on its button. @type {Record<string, string>} */
const BUTTONS = {
  take_seat: t("Take another seat"),
  finish_reading: t("I have read my hand"),
  give_read: t("Give my answer"),
  give_table_answer: t("Set our answer"),
  reveal_fact: t("Reveal"),
  hold_back: t("Hold back"),
  mention_again: t("It was said again"),
  dispute_facts: t("They do not fit"),
  settle_dispute: t("Settled like this"),
  ask_role: t("Ask"),
  answer_ask: t("Answer with a fact"),
  link_facts: t("Link them"),
  raise_barrier: t("Add this barrier"),
  vote_for_barrier: t("Vote for this"),
  withdraw_vote: t("✓ My vote. Take it back"),
  make_commitment: t("Make this commitment"),
  drop_commitment: t("Take out"),
  check_out: t("Check out"),
};

/** @param {Phone} phone @returns {Glimpse} */
export function glimpseOf(phone) {
  const { table, view } = phone;
  return {
    phase: view.agenda.phase.id,
    facts: Object.keys(table?.facts ?? {}),
    insights: Object.keys(table?.insights ?? {}),
    asked: Object.entries(table?.asks ?? {}).filter(([, ask]) => ask.role in (view.seat?.roles ?? {})).map(([id]) => id),
  };
}

/**
 * What of it somebody has missed; undefined when nothing happened. One's own facts are no news.
 * @param {Glimpse} before @param {Phone} phone
 * @returns {Missed | undefined}
 */
export function missedSince(before, phone) {
  const now = glimpseOf(phone);
  const fresh = (/** @type {"facts" | "insights" | "asked"} */ what) => now[what].filter((id) => !before[what].includes(id));
  const facts = fresh("facts").map((id) => /** @type {import("../types").Table} */ (phone.table).facts[id]);
  const missed = {
    phase: before.phase === now.phase ? "" : phone.view.agenda.phase.title,
    roles: facts.filter((fact) => fact.seat !== phone.view.seat?.id).map((fact) => roleName(phone, fact.role)),
    insights: fresh("insights").length,
    asked: fresh("asked").filter((id) => !phone.table?.asks[id].reply).length,
  };
  return missed.phase || missed.roles.length || missed.insights || missed.asked ? missed : undefined;
}

/** Keeps what was seen last, on the device as well: a locked phone may throw the page away. */
export class Away {
  /**
   * @param {import("../device.js").Keeps} storage
   * @param {string} owner
   */
  constructor(storage, owner) {
    this._storage = storage;
    this._key = `away:${owner}`;
    /** @type {Missed | undefined} what to tell */
    this.missed = undefined;
    this._before = this._stored();
  }

  /** From now on nobody looks, or nothing new can come. @param {Phone | undefined} phone */
  leaves(phone) {
    if (this._before || !phone) return;
    this._before = glimpseOf(phone);
    try {
      this._storage.setItem(this._key, JSON.stringify(this._before));
    } catch {
      // Full or forbidden: it is told as long as the page lives.
    }
  }

  /** The phone is looked at, and current. @param {Phone} phone */
  returns(phone) {
    if (!this._before) return;
    this.missed = missedSince(this._before, phone) ?? this.missed;
    this._before = undefined;
    this._storage.removeItem(this._key);
  }

  dismiss() {
    this.missed = undefined;
  }

  /** @returns {Glimpse | undefined} */
  _stored() {
    try {
      return JSON.parse(this._storage.getItem(this._key) ?? "");
    } catch {
      return undefined;
    }
  }
}

/** @param {{ phone: Phone }} props */
export function AwayStrip({ phone }) {
  return html`<${TooLate} phone=${phone} /><${WhileAway} phone=${phone} />`;
}

/** Taps whose step was over, by the buttons they were made with. @param {{ phone: Phone }} props */
function TooLate({ phone }) {
  const late = phone.outbox.tooLate;
  if (late.length === 0) return null;
  const buttons = new Set(late.map((entry) => BUTTONS[entry.command.type]).filter(Boolean));
  const what = listed([...buttons].map((button) => `“${button}”`));
  return html`
    <section class="notice notice--alert banner" role="status">
      <div class="stack stack--close">
        <p>${tn("One tap came too late for its step and was not saved: {what}. What you typed is kept: ask the facilitator to go back if it matters.", "{n} taps came too late for their step and were not saved: {what}. What you typed is kept: ask the facilitator to go back if it matters.", late.length, { what })}</p>
        <button type="button" class="button" onClick=${() => phone.outbox.dismissTooLate()}>${t("All right")}</button>
      </div>
    </section>
  `;
}

/** @param {{ phone: Phone }} props */
function WhileAway({ phone }) {
  const { missed } = phone.away;
  // Only the present step is news: when the workshop has moved on once more, the line goes.
  const isStepNews = missed?.phase && missed.phase === phone.view.agenda.phase.title;
  if (!missed || !(isStepNews || missed.roles.length || missed.insights || missed.asked)) return null;
  return html`
    <section class="notice banner away" role="status" aria-labelledby="away-title">
      <div class="stack stack--close">
        <h2 class="lead" id="away-title">${t("While you were away")}</h2>
        <ul>
          ${isStepNews && html`<li>${t("The workshop has moved on to: {step}", { step: missed.phase })}</li>`}
          ${missed.roles.length > 0 && html`<li>${newFactsText(missed.roles)}</li>`}
          ${missed.insights > 0 && html`<li>${tn("One insight was found.", "{n} insights were found.", missed.insights)}</li>`}
          ${missed.asked > 0 && html`<li>${tn("One question is put to you.", "{n} questions are put to you.", missed.asked)}</li>`}
        </ul>
        <button type="button" class="button" onClick=${phone.dismissAway}>${t("All right")}</button>
      </div>
    </section>
  `;
}
