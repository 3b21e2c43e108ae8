// What changed while somebody was away: the page hidden, reloaded or without network. Told once, on return.

import { html } from "../parts/markup.js";
import { glimpseOf, linesOf, missedSince } from "./missed.js";
import { t } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("./missed.js").Glimpse} Glimpse
 * @typedef {import("./missed.js").Missed} Missed
 */

/** Keeps what was seen last, on the device as well: a locked phone may throw the page away. */
export class Away {
  /**
   * @param {import("../kept/device.js").Keeps} storage
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
export function WhileAway({ phone }) {
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
          ${linesOf(missed).map((line) => html`<li>${line}</li>`)}
        </ul>
        <button type="button" class="button" onClick=${phone.dismissAway}>${t("OK")}</button>
      </div>
    </section>
  `;
}
