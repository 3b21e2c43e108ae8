// What this device keeps between pages, and how the tabs on it speak to each other.

import { newId } from "../wire/ids.js";

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Keeps
 * @typedef {{ post: (news: unknown) => void, hear: (listen: (news: any) => void) => void }} Tabs
 */

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

const KINDS = new Set(["draft", "turn", "away"]);
const LEADS = new Set(["console", "desk"]);

/**
 * A device that changes hands keeps nothing of whoever held it before: their seat's cookie is gone anyway.
 * What somebody who leads from the same device has typed stays.
 * @param {Keeps} storage
 * @param {string} owner
 */
export function forgetOthers(storage, owner) {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const key of keys) {
    const [kind, whose] = key.split(":");
    if (KINDS.has(kind) && whose !== owner && !LEADS.has(whose)) storage.removeItem(key);
  }
}

const TAB = "button-tab";

/** This tab's own name, which a reload keeps. A tab that was doubled has the same; a tap sent twice counts once. */
export function thisTab() {
  const fresh = newId();
  try {
    const name = sessionStorage.getItem(TAB) ?? fresh;
    sessionStorage.setItem(TAB, name);
    return name;
  } catch {
    return fresh;
  }
}

/** How the tabs of one phone tell each other what became of a tap. @returns {Tabs} */
export function otherTabs() {
  if (!("BroadcastChannel" in globalThis)) return { post: () => {}, hear: () => {} };
  const channel = new BroadcastChannel("button-outbox");
  return {
    post: (news) => channel.postMessage(news),
    hear: (listen) => {
      channel.onmessage = (event) => listen(event.data);
    },
  };
}
