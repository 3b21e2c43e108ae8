// Commands on their way: kept on the device, sent in order, again and again until the server answers.

import { newId } from "./ids.js";

/**
 * @typedef {"waiting" | "saved" | "refused"} Standing
 * @typedef {{
 *   key: string,
 *   subject: string,
 *   command: { id: string, type: string } & Record<string, unknown>,
 *   standing: Standing,
 *   message: string,
 *   version: number,
 *   drafts: readonly string[],
 * }} Sent  `subject` names what the command is about ("fact:hv-3"), so that its part of the page can show it;
 *   `drafts` are what was typed for it, of no more use once it is saved
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Keeps
 */

const AGAIN = new Set(["not_saved", "too_fast"]);
const AGAIN_AFTER_MS = 1_500;

/** Where the device keeps nothing (private windows), the page itself does. */
export class PageMemory {
  constructor() {
    /** @type {Map<string, string>} */
    this._kept = new Map();
  }

  get length() {
    return this._kept.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this._kept.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this._kept.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this._kept.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this._kept.delete(key);
  }
}

/**
 * The device's own storage when it can be written, else the page's memory.
 * @returns {Keeps}
 */
export function deviceStorage() {
  try {
    localStorage.setItem("button-probe", "1");
    localStorage.removeItem("button-probe");
    return localStorage;
  } catch {
    return new PageMemory();
  }
}

/**
 * A device that changes hands keeps nothing of whoever held it before: their seat's cookie is gone anyway.
 * @param {Keeps} storage
 * @param {string} owner
 */
export function forgetOthers(storage, owner) {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const key of keys) {
    const [kind, whose] = key.split(":");
    if ((kind === "outbox" || kind === "draft") && whose !== owner) storage.removeItem(key);
  }
}

export class Outbox {
  /**
   * @param {object} parts
   * @param {Keeps} parts.storage
   * @param {string} parts.owner the participant; another's commands on the same device stay untouched
   * @param {(command: { id: string, type: string }) => Promise<import("./types").Ack>} parts.send
   * @param {() => void} parts.onChange
   * @param {(entry: Sent) => void} [parts.onSaved]
   * @param {() => number} [parts.now]
   * @param {(again: () => void, ms: number) => unknown} [parts.later]
   */
  constructor({
    storage, owner, send, onChange, onSaved = () => {},
    now = () => Date.now(), later = (again, ms) => setTimeout(again, ms),
  }) {
    this._storage = storage;
    this._prefix = `outbox:${owner}:`;
    this._send = send;
    this._onChange = onChange;
    this._onSaved = onSaved;
    this._now = now;
    this._later = later;
    this._sending = false;
    this._planned = false;
    this._seen = 0;
    this._count = 0;
    /** @type {Set<string>} */
    this._savedSubjects = new Set();
    this._entries = this._kept();
  }

  /** @returns {readonly Sent[]} in the order they were made */
  get entries() {
    return this._entries;
  }

  get waiting() {
    return this._entries.filter((entry) => entry.standing === "waiting").length;
  }

  /**
   * The newest command about something, if it is not yet settled.
   * @param {string} subject
   * @returns {Sent | undefined}
   */
  about(subject) {
    return this._entries.filter((entry) => entry.subject === subject).at(-1);
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
   * @param {readonly string[]} [drafts]
   */
  put(subject, wish, drafts = []) {
    this._savedSubjects.delete(subject);
    this._drop((entry) => entry.subject === subject && entry.standing === "refused");
    const key = `${this._prefix}${String(this._now()).padStart(15, "0")}-${String(this._count).padStart(4, "0")}`;
    this._count += 1;
    const command = { id: newId(), ...wish };
    /** @type {Sent} */
    const entry = { key, subject, command, standing: "waiting", message: "", version: 0, drafts };
    this._keep(entry);
    this._entries = [...this._entries, entry];
    this._onChange();
    this.flush();
  }

  /**
   * The view has reached this version: what was saved up to it now shows there.
   * @param {number} version
   */
  settle(version) {
    this._seen = version;
    this._drop((entry) => entry.standing === "saved" && entry.version <= version);
  }

  /**
   * Take a refusal away once it has been read.
   * @param {string} subject
   */
  dismiss(subject) {
    this._drop((entry) => entry.subject === subject && entry.standing === "refused");
  }

  /** Send what waits, one after the other; stops at the first that gets no answer. */
  async flush() {
    if (this._sending) return;
    this._sending = true;
    try {
      for (let next = this._next(); next; next = this._next()) {
        if (!(await this._deliver(next))) break;
      }
    } finally {
      this._sending = false;
    }
  }

  _next() {
    return this._entries.find((entry) => entry.standing === "waiting");
  }

  /**
   * @param {Sent} entry
   * @returns {Promise<boolean>} whether the server has spoken
   */
  async _deliver(entry) {
    let ack;
    try {
      ack = await this._send(entry.command);
    } catch {
      return this._soonAgain();
    }
    if (!ack.ok && AGAIN.has(ack.code ?? "")) return this._soonAgain();
    this._storage.removeItem(entry.key);
    if (ack.ok) {
      this._savedSubjects.add(entry.subject);
      this._onSaved(entry);
    }
    this._replace(entry, ack.ok
      ? { ...entry, standing: "saved", version: ack.version ?? 0 }
      : { ...entry, standing: "refused", message: ack.message ?? "That was not possible." });
    this.settle(this._seen); // the change may have arrived before its ack
    return true;
  }

  /** @returns {false} a late answer on a wire that stayed up would otherwise be the last word */
  _soonAgain() {
    if (!this._planned) {
      this._planned = true;
      this._later(() => {
        this._planned = false;
        this.flush();
      }, AGAIN_AFTER_MS);
    }
    return false;
  }

  /** @param {Sent} old @param {Sent} now */
  _replace(old, now) {
    this._entries = this._entries.map((entry) => (entry === old ? now : entry));
    this._onChange();
  }

  /** @param {(entry: Sent) => boolean} goes */
  _drop(goes) {
    const stay = this._entries.filter((entry) => !goes(entry));
    if (stay.length === this._entries.length) return;
    this._entries = stay;
    this._onChange();
  }

  /** @param {Sent} entry */
  _keep(entry) {
    try {
      this._storage.setItem(entry.key, JSON.stringify({ subject: entry.subject, command: entry.command, drafts: entry.drafts }));
    } catch {
      // Full or forbidden: the page still holds it, until it is closed.
    }
  }

  /** @returns {Sent[]} what an earlier page left behind */
  _kept() {
    const keys = Array.from({ length: this._storage.length }, (_, index) => this._storage.key(index) ?? "")
      .filter((key) => key.startsWith(this._prefix))
      .sort();
    return keys.flatMap((key) => {
      try {
        const { subject, command, drafts } = JSON.parse(this._storage.getItem(key) ?? "");
        const standing = /** @type {Standing} */ ("waiting");
        return [{ key, subject, command, standing, message: "", version: 0, drafts }];
      } catch {
        this._storage.removeItem(key);
        return [];
      }
    });
  }
}
