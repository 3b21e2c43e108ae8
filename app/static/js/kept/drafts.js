// What somebody has typed or chosen but not yet sent: kept on the device, so that a new step, a re-render,
// a reload or a dead battery loses nothing.

export class Drafts {
  /**
   * @param {import("./device.js").Keeps} storage
   * @param {string} owner
   * @param {() => void} onChange
   */
  constructor(storage, owner, onChange) {
    this._storage = storage;
    this._prefix = `draft:${owner}:`;
    this._onChange = onChange;
    /** @type {Map<string, unknown>} */
    this._read = new Map();
  }

  /**
   * @template T
   * @param {string} key
   * @param {T} otherwise
   * @returns {T}
   */
  get(key, otherwise) {
    if (!this._read.has(key)) this._read.set(key, this._stored(key));
    const value = this._read.get(key);
    return value === undefined ? otherwise : /** @type {T} */ (value);
  }

  /** @param {string} key @param {unknown} value */
  set(key, value) {
    this._read.set(key, value);
    try {
      this._storage.setItem(this._prefix + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the page still holds it.
    }
    this._onChange();
  }

  /** What stands there now. @param {readonly string[]} keys @returns {Record<string, unknown>} */
  standing(keys) {
    return Object.fromEntries(keys.map((key) => [key, this.get(key, undefined)]));
  }

  /** What was sent is saved: it goes, unless somebody has begun something new over it. @param {Record<string, unknown>} sent */
  clearSent(sent) {
    const isAsSent = Object.entries(sent).every(([key, value]) => JSON.stringify(this.get(key, undefined)) === JSON.stringify(value));
    if (isAsSent) this.clear(Object.keys(sent));
  }

  /** @param {readonly string[]} keys */
  clear(keys) {
    for (const key of keys) {
      this._read.set(key, undefined);
      this._storage.removeItem(this._prefix + key);
    }
    this._onChange();
  }

  /** @param {string} key */
  _stored(key) {
    try {
      return JSON.parse(this._storage.getItem(this._prefix + key) ?? "");
    } catch {
      return undefined;
    }
  }
}
