// What is read aloud without being asked for: new facts, in batches, and the steps of the workshop.

import { t, tn } from "../words.js";

const AT_MOST_EVERY_MS = 10_000;

/** @typedef {import("./phone").Phone} Phone */

/**
 * "School put 2 facts on the table. Police put one fact on the table."
 * @param {readonly string[]} roleNames one per fact, in order
 */
export function newFactsText(roleNames) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of roleNames) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => tn("{role} put one fact on the table.", "{role} put {n} facts on the table.", n, { role: name })).join(" ");
}

export class Announcer {
  /**
   * @param {(text: string) => void} say
   * @param {(task: () => void, ms: number) => unknown} [later]
   */
  constructor(say, later = (task, ms) => setTimeout(task, ms)) {
    this._say = say;
    this._later = later;
    /** @type {Set<string> | undefined} */
    this._seen = undefined;
    /** @type {string[]} */
    this._new = [];
    this._phase = "";
    this._planned = false;
  }

  /** Look at what the phone shows now. @param {Phone} phone */
  see(phone) {
    this._seePhase(phone.view.agenda.phase.title);
    const facts = phone.table?.facts ?? {};
    const seen = this._seen;
    this._seen = new Set(Object.keys(facts));
    if (!seen) return;
    for (const [id, fact] of Object.entries(facts)) {
      if (seen.has(id) || fact.seat === phone.view.seat?.id) continue;
      this._new.push(phone.view.family.roles[fact.role]?.name ?? fact.agency);
    }
    if (this._new.length > 0) this._plan();
  }

  /** @param {string} title */
  _seePhase(title) {
    if (this._phase && this._phase !== title) this._say(t("New step: {step}", { step: title }));
    this._phase = title;
  }

  _plan() {
    if (this._planned) return;
    this._planned = true;
    this._later(() => {
      this._planned = false;
      this._say(newFactsText(this._new));
      this._new = [];
    }, AT_MOST_EVERY_MS);
  }
}
