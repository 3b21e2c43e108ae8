// Markup kept from one rendering to the next: a reveal then works on what it changed, however much is on the table.

import { useRef } from "../parts/markup.js";

/**
 * Gives back what was made last under a name, until something that it is made of is another.
 *
 * @typedef {<T>(name: string, madeOf: unknown[], make: () => T) => T} Keep
 * @returns {Keep}
 */
export function useKept() {
  const kept = useRef(/** @type {Map<string, { madeOf: unknown[], made: any }>} */ (new Map()));
  return (name, madeOf, make) => {
    const before = kept.current.get(name);
    if (before && areSame(before.madeOf, madeOf)) return before.made;
    const made = make();
    kept.current.set(name, { madeOf, made });
    return made;
  };
}

/**
 * The list of last time while it holds the same things in the same order.
 *
 * @template T
 * @param {T[]} list
 * @returns {T[]}
 */
export function useSame(list) {
  const before = useRef(list);
  if (!areSame(before.current, list)) before.current = list;
  return before.current;
}

/** @param {unknown[]} some @param {unknown[]} others */
function areSame(some, others) {
  return some.length === others.length && some.every((one, place) => Object.is(one, others[place]));
}
