// How this phone is, said to the facilitator every 20 s and when more or fewer taps wait: the way there and back,
// those taps, and whether its holder stepped out. That last word goes along with the next of the others and moves
// none of them: a phone has one rhythm, whatever it says (P8). The server keeps it in memory only.

const EVERY_MS = 20_000;
const SOON_MS = 1_000;

/** @typedef {{ rtt_ms: number, waiting: number, stepped_out?: boolean }} HealthNow */

export class HealthReport {
  /** @param {(health: HealthNow) => Promise<number>} send resolves with the round trip in milliseconds */
  constructor(send) {
    this._send = send;
    this._isOn = false;
    this._waiting = 0;
    this._isOut = false;
    this._rtt = 0;
    this._said = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._next = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._soon = undefined;
  }

  /** Whether whoever holds the phone takes a moment for themselves. @param {boolean} isOut */
  stepOut(isOut) {
    this._isOut = isOut;
  }

  /** @param {boolean} isOn @param {number} waiting */
  see(isOn, waiting) {
    if (isOn && !this._isOn) this._said = "";
    this._isOn = isOn;
    this._waiting = waiting;
    this._look();
  }

  /** Say what is new, soon; what is as it was again by then is not news, and moves no other report. */
  _look() {
    if (!this._isOn || this._soon !== undefined || this._said === this._news()) return;
    this._soon = setTimeout(() => {
      this._soon = undefined;
      if (this._said !== this._news()) this._tell();
    }, SOON_MS);
  }

  _news() {
    return String(this._waiting);
  }

  async _tell() {
    if (!this._isOn) return;
    const news = this._news();
    const isFirst = this._rtt === 0;
    try {
      const health = { rtt_ms: this._rtt, waiting: this._waiting, ...(this._isOut && { stepped_out: true }) };
      this._rtt = Math.max(1, await this._send(health));
      this._said = news;
    } catch {
      // Without an answer it is said again with the next one.
    }
    clearTimeout(this._next);
    this._next = setTimeout(() => this._tell(), isFirst && this._rtt ? SOON_MS : EVERY_MS);
    this._look();
  }
}
