// Commands on their way: kept on the device, sent in order, again and again until the server answers.

import { newId } from "../wire/ids.js";
import { t } from "../languages/words.js";

/**
 * @typedef {import("./shelf.js").Shelf} Shelf
 * @typedef {"waiting" | "refused"} Standing
 * @typedef {{ standing: "saved" } | { standing: "refused", why: string, message: string }} Answer
 * @typedef {{
 *   number?: number,
 *   subject: string,
 *   command: { id: string, type: string } & Record<string, unknown>,
 *   standing: Standing,
 *   why: string,
 *   message: string,
 *   drafts: Record<string, unknown>,
 * }} Sent  `subject` names what the command is about ("fact:hv-3"), so that its part of the page can show it;
 *   `why` is the server's code when it asked to wait ("paused", "not_saved") or refused; `number` is absent until the
 *   command is kept on the device; `drafts` is what was typed for it, of no more use once it is saved
 * @typedef {import("./device.js").Tabs} Tabs
 */

const AGAIN = new Set(["paused", "not_saved", "too_fast"]);
const OVER = "not_in_this_phase";
const AGAIN_AFTER_MS = 1_500;
const BARRIER = "raise_barrier";
const APART_MS = 2_000; // at least, from the return of the wire to a barrier that waited for it
const APART_SPAN_MS = 8_000; // and by chance so much more
const TURN_MS = 8_000; // longer than the page waits for an ack

export class Outbox {
  /**
   * @param {object} parts
   * @param {Promise<Shelf>} parts.shelf
   * @param {string} parts.owner the participant
   * @param {(command: { id: string, type: string }) => Promise<import("../types").Ack>} parts.send
   * @param {() => void} parts.onChange
   * @param {(entry: Sent) => void} [parts.onSaved]
   * @param {Tabs} [parts.tabs]
   * @param {string} [parts.tab] the same for a page that is loaded anew: it has the turn of the one before
   * @param {() => boolean} [parts.isOn] whether there is a wire: without one nothing is tried, `flush` on its return
   * @param {() => number} [parts.now]
   * @param {(again: () => void, ms: number) => unknown} [parts.later]
   * @param {() => number} [parts.chance] from 0 to 1
   */
  constructor({
    shelf, owner, send, onChange, onSaved = () => {}, tabs = { post: () => {}, hear: () => {} },
    tab = newId(), isOn = () => true, now = () => Date.now(), later = (again, ms) => setTimeout(again, ms),
    chance = Math.random,
  }) {
    this._shelf = shelf;
    this._owner = owner;
    this._send = send;
    this._onChange = onChange;
    this._onSaved = onSaved;
    this._tabs = tabs;
    this._isOn = isOn;
    this._now = now;
    this._later = later;
    this._chance = chance;
    this._tab = tab;
    this._sending = false;
    this._planned = false;
    this._isPaused = false;
    /** @type {Set<string>} */
    this._savedSubjects = new Set();
    /** @type {Set<string>} ids whose answer is known here */
    this._answered = new Set();
    /** @type {Map<string, "late" | "resting" | "rested">} barriers that waited for a wire, by id */
    this._apart = new Map();
    /** @type {Sent[]} */
    this._entries = [];
    tabs.hear((news) => this._heard(news));
    /** @type {Promise<unknown>} all that was to be kept so far */
    this._kept = this._refresh();
  }

  /** @returns {readonly Sent[]} in the order they were made */
  get entries() {
    return this._entries;
  }

  get waiting() {
    return this._entries.filter((entry) => entry.standing === "waiting").length;
  }

  /** How many taps wait that others may hear of: a barrier's would show who writes one. */
  get waitingOpenly() {
    return this._entries.filter((entry) => entry.standing === "waiting" && entry.command.type !== BARRIER).length;
  }

  /** What reached the server when its step was over: there may be no view any more that tells of it. */
  get tooLate() {
    return this._entries.filter(isTooLate);
  }

  /** It has been read that they came too late. */
  dismissTooLate() {
    this._drop(isTooLate);
  }

  /**
   * The newest command about something, if it is not yet settled.
   * @param {string} subject
   * @returns {Sent | undefined}
   */
  about(subject) {
    return this._entries.filter((entry) => entry.subject === subject).slice(-1)[0];
  }

  /**
   * Whether the newest command about something was saved while this page was open.
   * @param {string} subject
   */
  wasSaved(subject) {
    return this._savedSubjects.has(subject);
  }

  /**
   * Keep a command and send it when its turn comes. A refused one about the same thing makes way.
   * @param {string} subject
   * @param {{ type: string } & Record<string, unknown>} wish
   * @param {Record<string, unknown>} [drafts]
   */
  put(subject, wish, drafts = {}) {
    this._savedSubjects.delete(subject);
    this._drop((entry) => entry.subject === subject && entry.standing === "refused");
    const command = { id: newId(), ...wish };
    this._entries = [...this._entries, waiting({ subject, command, drafts })];
    if (!this._isOn()) this._partLater(command);
    this._onChange();
    const kept = this._kept.then(() => this._keep(command.id));
    this._kept = kept;
    this.flush();
    return kept;
  }

  /**
   * What the view says of the workshop: what was refused for a pause goes again once it is over.
   * @param {boolean} [isPaused]
   */
  settle(isPaused = false) {
    const goesOn = this._isPaused && !isPaused;
    this._isPaused = isPaused;
    if (goesOn) this.flush();
  }

  /** Send what waits, one after the other; stops at the first that gets no answer. Only one tab does. */
  async flush() {
    if (this._sending || !this._isOn()) return;
    this._sending = true;
    let isDone = false;
    try {
      await this._kept;
      if (!(await this._takeTurn())) {
        this._soonAgain();
        return;
      }
      await this._refresh();
      isDone = await this._deliverAll();
      await this._endTurn();
    } finally {
      this._sending = false;
    }
    if (isDone && this._next()) this.flush(); // tapped while the turn was being given back
  }

  /** @returns {Promise<boolean>} whether nothing waits any more */
  async _deliverAll() {
    for (;;) {
      await this._kept;
      const next = this._next();
      if (!next) return true;
      if (next.why === "paused" && this._isPaused) return false;
      if (!(await this._takeTurn()) || !(await this._deliver(next))) {
        this._soonAgain();
        return false;
      }
    }
  }

  _next() {
    return this._entries.find((entry) => entry.standing === "waiting" && !this._rests(entry.command.id));
  }

  /** What waited for a wire: of a barrier nobody may tell whose phone has just come back. @param {{ id: string, type: string }} command */
  _partLater({ id, type }) {
    if (type === BARRIER) this._apart.set(id, "late");
  }

  /** Whether it is not yet time for a barrier that waited: it goes some seconds after the wire's return, by chance. @param {string} id */
  _rests(id) {
    const standing = this._apart.get(id);
    if (standing === undefined || standing === "rested") return false;
    if (standing === "late") {
      this._apart.set(id, "resting");
      this._later(() => {
        this._apart.set(id, this._isOn() ? "rested" : "late"); // gone again: the next return draws anew
        this.flush();
      }, APART_MS + this._chance() * APART_SPAN_MS);
    }
    return true;
  }

  /**
   * @param {Sent} entry
   * @returns {Promise<boolean>} whether the server has settled it
   */
  async _deliver(entry) {
    let ack;
    try {
      ack = await this._send(entry.command);
    } catch {
      this._partLater(entry.command);
      return false;
    }
    if (!ack.ok && AGAIN.has(ack.code ?? "")) {
      this._replace(entry.command.id, { why: ack.code });
      return false;
    }
    /** @type {Answer} */
    const answer = ack.ok
      ? { standing: "saved" }
      : { standing: "refused", why: ack.code ?? "", message: ack.message ?? t("That didn't work. Check the page, then try again.") };
    this._settled(entry.command.id, answer);
    this._tabs.post({ owner: this._owner, id: entry.command.id, answer });
    await this._forget(entry.number);
    return true;
  }

  /**
   * A saved tap goes: the server's word comes after the changes it led to, so that the view already shows them.
   * @param {string} id
   * @param {Answer} answer
   */
  _settled(id, answer) {
    const entry = this._entries.find((one) => one.command.id === id);
    this._answered.add(id);
    if (!entry || entry.standing !== "waiting") return;
    if (answer.standing === "refused") {
      this._replace(id, answer);
      return;
    }
    this._savedSubjects.add(entry.subject);
    this._onSaved(entry);
    this._drop((one) => one === entry);
  }

  /** Another tab of this phone has kept a tap, or knows what became of one. @param {any} news */
  _heard(news) {
    if (news.owner !== this._owner) return;
    if (news.answer) this._settled(news.id, news.answer);
    else this._kept = this._kept.then(() => this._refresh());
  }

  /** A late answer on a wire that stayed up would otherwise be the last word. */
  _soonAgain() {
    if (this._planned) return;
    this._planned = true;
    this._later(() => {
      this._planned = false;
      this.flush();
    }, AGAIN_AFTER_MS);
  }

  /** @param {string} id @param {Partial<Sent>} change */
  _replace(id, change) {
    this._entries = this._entries.map((entry) => (entry.command.id === id ? { ...entry, ...change } : entry));
    this._onChange();
  }

  /** @param {(entry: Sent) => boolean} goes */
  _drop(goes) {
    const stay = this._entries.filter((entry) => !goes(entry));
    if (stay.length === this._entries.length) return;
    this._entries = stay;
    this._onChange();
  }

  // --- what is kept on the device. Full or forbidden: the page still holds it, until it is closed. ---

  /** @param {string} id */
  async _keep(id) {
    const entry = this._entries.find((one) => one.command.id === id);
    if (!entry) return;
    const { subject, command, drafts } = entry;
    try {
      const number = await (await this._shelf).add({ owner: this._owner, subject, command, drafts });
      if (this._answered.has(id)) await (await this._shelf).remove(number);
      else this._replace(id, { number });
      this._tabs.post({ owner: this._owner });
    } catch {}
  }

  /** @param {number | undefined} number */
  async _forget(number) {
    try {
      if (number !== undefined) await (await this._shelf).remove(number);
    } catch {}
  }

  /** Take in what an earlier page or another tab has kept, and let go of what another tab has settled. */
  async _refresh() {
    try {
      const kept = await (await this._shelf).all(this._owner);
      const ids = new Set(kept.map((one) => one.command.id));
      this._drop((entry) => entry.standing === "waiting" && entry.number !== undefined && !ids.has(entry.command.id));
      const known = new Set(this._entries.map((entry) => entry.command.id));
      const more = kept.filter((one) => !known.has(one.command.id) && !this._answered.has(one.command.id)).map(waiting);
      if (more.length === 0) return;
      more.forEach((entry) => this._partLater(entry.command));
      this._entries = [...this._entries, ...more].sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || 0);
      this._onChange();
    } catch {}
  }

  async _takeTurn() {
    try {
      return await (await this._shelf).takeTurn(this._owner, this._tab, this._now(), this._now() + TURN_MS);
    } catch {
      return true; // a tap that comes twice counts once; one that is never sent is lost
    }
  }

  async _endTurn() {
    try {
      await (await this._shelf).endTurn(this._owner, this._tab);
    } catch {}
  }
}

/** @param {import("./shelf.js").Kept | Pick<Sent, "subject" | "command" | "drafts">} kept @returns {Sent} */
function waiting(kept) {
  const { subject, command, drafts } = kept;
  const number = "number" in kept ? kept.number : undefined;
  return { number, subject, command, drafts, standing: "waiting", why: "", message: "" };
}

/** @param {Sent} entry */
function isTooLate(entry) {
  return entry.standing === "refused" && entry.why === OVER;
}
