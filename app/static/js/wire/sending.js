// Commands of the console on their way: each is shown as pending, done, or with the sentence that refused it.

import { NoAnswer } from "./connection.js";
import { newId } from "./ids.js";
import { t } from "../languages/words.js";

/**
 * @typedef {{ standing: "pending" | "done" | "refused", message: string }} Outcome
 * @typedef {{ send: (command: { id: string, type: string }) => Promise<import("../types").Ack> }} Wire
 */

const TRIES = 4;
const AGAIN_AFTER_MS = 1_500;
const DONE_SHOWN_MS = 4_000;
const NO_ANSWER = t("The server didn't answer, so this may not have happened. Check the page, then try again.");

export class Sending {
  /** @param {Wire} wire @param {() => void} onChange */
  constructor(wire, onChange) {
    this._wire = wire;
    this._onChange = onChange;
    /** @type {Map<string, Outcome>} */
    this._outcomes = new Map();
    /** @type {Map<string, { wish: string, answer: Promise<unknown> }>} what is on its way */
    this._asked = new Map();
    this._movedTo = "";
  }

  /** How the latest command about this subject stands. @param {string} subject @returns {Outcome | undefined} */
  of(subject) {
    return this._outcomes.get(subject);
  }

  /**
   * Send a command; the same id goes out again when no answer comes. Resolves with whether it was done.
   * Pressed twice it goes once, unless each press counts; another wish about the same waits for the one on its way.
   *
   * @param {string} subject  what it is about ("phase", "barrier:b1"): its part of the page shows how it stands
   * @param {{ type: string } & Record<string, unknown>} wish
   * @param {{ counts?: boolean }} [how]  `counts`: each press asks for more
   * @returns {Promise<boolean>}
   */
  async send(subject, wish, { counts = false } = {}) {
    const before = this._asked.get(subject);
    if (before && this.of(subject)?.standing === "pending") {
      if (before.wish === JSON.stringify(wish) && !counts) return false;
      await before.answer;
      return this.send(subject, wish, { counts });
    }
    this._note(subject, { standing: "pending", message: "" });
    const asked = this._answer({ id: newId(), ...wish });
    this._asked.set(subject, { wish: JSON.stringify(wish), answer: asked });
    const answer = await asked;
    if (answer.ok && wish.type === "move_to_phase") this._movedTo = String(wish.phase_id);
    if (answer.ok) this._noteDone(subject);
    else this._note(subject, { standing: "refused", message: answer.message ?? NO_ANSWER });
    return answer.ok;
  }

  /** Whether it was this page that last moved the workshop there. @param {string} phase */
  hasMovedTo(phase) {
    return this._movedTo === phase;
  }

  /** The server answers again, and the page shows how things stand: what was said of its silence goes. */
  isHeardAgain() {
    for (const [subject, { message }] of this._outcomes) if (message === NO_ANSWER) this._outcomes.delete(subject);
  }

  /** @param {{ id: string, type: string }} command @returns {Promise<import("../types").Ack>} */
  async _answer(command) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        return await this._wire.send(command);
      } catch (problem) {
        if (!(problem instanceof NoAnswer)) throw problem;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
    }
    return { ok: false, message: NO_ANSWER };
  }

  /** @param {string} subject */
  _noteDone(subject) {
    /** @type {Outcome} */
    const done = { standing: "done", message: "" };
    this._note(subject, done);
    setTimeout(() => {
      if (this.of(subject) === done) this._note(subject, undefined);
    }, DONE_SHOWN_MS);
  }

  /** @param {string} subject @param {Outcome | undefined} outcome */
  _note(subject, outcome) {
    if (outcome) this._outcomes.set(subject, outcome);
    else this._outcomes.delete(subject);
    this._onChange();
  }
}
