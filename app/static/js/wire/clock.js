// The server's time on this device: an offset measured over the wire, so that all phones count alike.

const SAMPLES = 5;

/**
 * How far the server is ahead, in milliseconds: the median of what each sample says, assuming that
 * the answer took half of the round trip.
 * @param {readonly { sent: number, now: number, received: number }[]} samples
 * @returns {number}
 */
export function medianOffset(samples) {
  const offsets = samples.map((sample) => sample.now - (sample.sent + sample.received) / 2).sort((a, b) => a - b);
  const middle = Math.floor(offsets.length / 2);
  if (offsets.length === 0) return 0;
  return offsets.length % 2 ? offsets[middle] : (offsets[middle - 1] + offsets[middle]) / 2;
}

export class ServerClock {
  /** @param {() => number} deviceNow milliseconds, for instance Date.now */
  constructor(deviceNow) {
    this._deviceNow = deviceNow;
    this._offset = 0;
    this._measured = false;
  }

  /** The server's milliseconds since the epoch. */
  now() {
    return this._deviceNow() + this._offset;
  }

  /**
   * A first guess from a snapshot, until it has been measured.
   * @param {number} serverNow
   */
  guess(serverNow) {
    if (!this._measured) this._offset = serverNow - this._deviceNow();
  }

  /**
   * Measure anew. `ask` resolves with the server's time; a sample that fails, or tells no time, ends the measuring.
   * @param {() => Promise<unknown>} ask
   */
  async measure(ask) {
    const samples = [];
    try {
      while (samples.length < SAMPLES) {
        const sent = this._deviceNow();
        const now = await ask();
        if (typeof now !== "number" || !Number.isFinite(now)) break;
        samples.push({ sent, now, received: this._deviceNow() });
      }
    } catch {} // the wire broke: what came before it counts
    if (samples.length === 0) return;
    this._offset = medianOffset(samples);
    this._measured = true;
  }
}

/**
 * Milliseconds left in the phase, or undefined when it is untimed. Negative: over time.
 * @param {import("../types").Timer} timer
 * @param {number} serverNow
 * @returns {number | undefined}
 */
export function leftOf(timer, serverNow) {
  if (timer.left_ms !== undefined) return timer.left_ms;
  return timer.ends_at_ms === undefined ? undefined : timer.ends_at_ms - serverNow;
}

/**
 * Milliseconds until the time that is shown changes: all devices turn to the next second together.
 * @param {number | undefined} left
 * @returns {number}
 */
export function untilNextSecond(left) {
  return ((((left ?? 0) % 1000) + 1000) % 1000) || 1000;
}

/**
 * "4:05"; over time "+0:12".
 * @param {number} ms
 * @returns {string}
 */
export function minutesText(ms) {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return ms < 0 && seconds > 0 ? `+${text}` : text;
}
