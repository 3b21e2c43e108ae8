// What is read aloud without being asked for: what others did, in batches, and the steps of the workshop.

import { glimpseOf, linesOf, missedSince } from "./missed.js";
import { t } from "../languages/words.js";

const AT_MOST_EVERY_MS = 10_000;

/** @typedef {import("./phone").Phone} Phone */

export class Announcer {
  /**
   * @param {(text: string) => void} say
   * @param {(task: () => void, ms: number) => unknown} [later]
   */
  constructor(say, later = (task, ms) => setTimeout(task, ms)) {
    this._say = say;
    this._later = later;
    /** @type {Phone | undefined} */
    this._phone = undefined;
    /** @type {import("./missed.js").Glimpse | undefined} what the last batch knew */
    this._before = undefined;
    this._size = 0;
    this._phase = "";
    this._planned = false;
  }

  /** Look at what the phone shows now. @param {Phone} phone */
  see(phone) {
    this._seePhase(phone.view.agenda.phase.title);
    const size = sizeOf(phone);
    const isMore = this._before !== undefined && size !== this._size;
    this._before = this._before ?? glimpseOf(phone);
    this._phone = phone;
    this._size = size;
    if (isMore) this._plan();
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
      this._tell();
    }, AT_MOST_EVERY_MS);
  }

  _tell() {
    if (!this._phone || !this._before) return;
    const missed = missedSince(this._before, this._phone);
    this._before = glimpseOf(this._phone);
    const lines = missed ? linesOf(missed) : [];
    if (lines.length > 0) this._say(lines.join(" "));
  }
}

/** How much there is to tell of; cheap, for every change. @param {Phone} phone */
function sizeOf({ table }) {
  return [table?.facts, table?.insights, table?.asks].reduce((sum, all) => sum + Object.keys(all ?? {}).length, 0);
}
