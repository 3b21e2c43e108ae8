// Asks the server for a table's hour, once it is wanted, and again when something may have changed it.

/** @import { Hour, Sides } from "../types" */
import { useEffect, useState } from "../parts/markup.js";

/** @typedef {(asked: { table_id: string, is_sides?: boolean }) => Promise<Hour | Sides | undefined>} Ask */

const AGAIN_AFTER_MS = 2_000;

/**
 * A table's hour; nothing while it is not there.
 * @param {Ask} ask
 * @param {string} table
 * @param {unknown} again  whatever changes when it may be another
 * @returns {Hour | undefined}
 */
export function useHour(ask, table, again) {
  return /** @type {Hour | undefined} */ (useAsked(ask, table, false, again));
}

/**
 * The three views of a table's hour; nothing while they are not there, or not wanted.
 * @param {Ask} ask
 * @param {string} table
 * @param {unknown} again
 * @param {boolean} isWanted
 * @returns {Sides | undefined}
 */
export function useSides(ask, table, again, isWanted) {
  return /** @type {Sides | undefined} */ (useAsked(ask, isWanted ? table : "", true, again));
}

/** @param {Ask} ask @param {string} table @param {boolean} isSides @param {unknown} again @returns {Hour | Sides | undefined} */
function useAsked(ask, table, isSides, again) {
  const [known, setKnown] = useState(/** @type {Hour | Sides | undefined} */ (undefined));
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!table) return undefined;
    let isWanted = true;
    let waiting = 0;
    const later = () => {
      if (isWanted) waiting = setTimeout(() => setTries((count) => count + 1), AGAIN_AFTER_MS);
    };
    ask({ table_id: table, is_sides: isSides }).then((found) => (found ? isWanted && setKnown(found) : later()), later);
    return () => {
      isWanted = false;
      clearTimeout(waiting);
    };
  }, [table, isSides, again, tries]);
  return known?.table === table ? known : undefined;
}
