// What the server has told this page, slice by slice. Pure: knows neither page nor socket.

/**
 * @typedef {import("../types").Slice} Slice
 * @typedef {import("../types").Snapshot} Snapshot
 * @typedef {import("../types").Change} Change
 * @typedef {{ readonly slices: Readonly<Record<string, Slice>>, readonly version: number }} View
 */

/** @type {View} */
export const EMPTY_VIEW = { slices: {}, version: 0 };

/**
 * JSON merge patch (RFC 7396): objects merge, null deletes, everything else replaces. Neither argument changes.
 * @param {unknown} value
 * @param {unknown} patch
 * @returns {unknown}
 */
export function merged(value, patch) {
  if (!isObject(patch)) return patch;
  /** @type {Record<string, unknown>} */
  const result = isObject(value) ? { ...value } : {};
  for (const [key, part] of Object.entries(patch)) {
    if (part === null) delete result[key];
    else keep(result, key, merged(Object.prototype.hasOwnProperty.call(result, key) ? result[key] : undefined, part));
  }
  return result;
}

/**
 * As its own, whatever it is called: `__proto__` would be something else, and go missing.
 * @param {Record<string, unknown>} object
 * @param {string} key
 * @param {unknown} value
 */
function keep(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A snapshot replaces everything.
 * @param {Snapshot} snapshot
 * @returns {View}
 */
export function fromSnapshot(snapshot) {
  return { slices: snapshot.slices, version: snapshot.version };
}

/**
 * Apply changes in order. `gap` says that one was missed: ask for a snapshot (`resync`).
 * @param {View} view
 * @param {readonly Change[]} changes
 * @returns {{ view: View, gap: boolean }}
 */
export function withChanges(view, changes) {
  const slices = { ...view.slices };
  let version = view.version;
  let gap = false;
  for (const change of changes) {
    const mine = slices[change.slice]?.version ?? 0;
    if (change.version <= mine) continue;
    if (change.since > mine) {
      gap = true;
      continue;
    }
    slices[change.slice] = { version: change.version, value: merged(slices[change.slice]?.value, change.patch) };
    version = Math.max(version, change.version);
  }
  return { view: { slices, version }, gap };
}

/**
 * The slices' values alone, as the parts of a page read them.
 * @param {View} view
 * @returns {Record<string, unknown>}
 */
export function valuesOf(view) {
  return Object.fromEntries(Object.entries(view.slices).map(([name, slice]) => [name, slice.value]));
}
