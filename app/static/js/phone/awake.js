// Keeping the screen awake while the workshop runs, where the browser allows it (https only).

export class Awake {
  /** @param {() => void} onChange called when the browser begins to refuse, and when it no longer does */
  constructor(onChange) {
    this._onChange = onChange;
    /** @type {WakeLockSentinel | undefined} */
    this._lock = undefined;
    this._wanted = false;
    this._isAsking = false;
    this._isRefused = false;
    // Some browsers allow it only upon a tap, and once they have, until the page goes.
    document.addEventListener("click", () => this._isRefused && this._wanted && this._take());
  }

  /** Whether the screen stays awake as far as is known: on plain http none does, and any browser may refuse. */
  get isPossible() {
    return "wakeLock" in navigator && !this._isRefused;
  }

  /** @param {boolean} wanted */
  keep(wanted) {
    this._wanted = wanted;
    if (wanted) this._take();
    else this._lock?.release();
  }

  /** The browser lets go whenever the page is hidden, and may refuse, for instance on a low battery. */
  async _take() {
    if (!("wakeLock" in navigator) || this._isAsking || (this._lock && !this._lock.released) || document.visibilityState !== "visible") return;
    this._isAsking = true; // a second lock would be held for ever
    try {
      this._lock = await navigator.wakeLock.request("screen");
      if (!this._wanted) this._lock.release();
      this._learn(false);
    } catch {
      this._lock = undefined;
      this._learn(document.visibilityState === "visible"); // a page that is hidden meanwhile is refused as well
    } finally {
      this._isAsking = false;
    }
  }

  /** @param {boolean} isRefused */
  _learn(isRefused) {
    if (isRefused === this._isRefused) return;
    this._isRefused = isRefused;
    this._onChange();
  }
}
