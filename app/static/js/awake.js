// Keeping the screen awake while the workshop runs, where the browser allows it (https only).

export class Awake {
  constructor() {
    /** @type {WakeLockSentinel | undefined} */
    this._lock = undefined;
    this._wanted = false;
    this._isAsking = false;
  }

  /** Whether this browser can do it here; on plain http none can. */
  get isPossible() {
    return "wakeLock" in navigator;
  }

  /** @param {boolean} wanted */
  keep(wanted) {
    this._wanted = wanted;
    if (wanted) this._take();
    else this._lock?.release();
  }

  /** The browser lets go whenever the page is hidden, and may refuse, for instance on a low battery. */
  async _take() {
    if (!this.isPossible || this._isAsking || (this._lock && !this._lock.released) || document.visibilityState !== "visible") return;
    this._isAsking = true; // a second lock would be held for ever
    try {
      this._lock = await navigator.wakeLock.request("screen");
      if (!this._wanted) this._lock.release();
    } catch {
      this._lock = undefined;
    } finally {
      this._isAsking = false;
    }
  }
}
