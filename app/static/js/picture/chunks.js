// A long list in chunks, of which the browser leaves out those that are out of sight. To look for each row by itself
// whether it is in sight costs more than the rows do.

import { useRef } from "../parts/markup.js";

/** The first chunk's id, which is no item's. */
const FIRST = "^";
const FEW = 12;
const MOST = 24;

/**
 * @template T
 * @typedef {{ id: string, items: T[] }} Chunk
 */

/**
 * The list in chunks of 12 to 24. An item that comes in moves no other one to another chunk, until its own is full and
 * is cut in two.
 *
 * @template {{ id: string }} T
 * @param {T[]} items
 * @param {Set<string>} heads  the items that began a chunk before
 * @returns {Chunk<T>[]}
 */
export function chunked(items, heads) {
  /** @type {T[][]} */
  const groups = [];
  for (const item of items) {
    const last = groups[groups.length - 1];
    if (last && !heads.has(item.id)) last.push(item);
    else groups.push([item]);
  }
  const chunks = groups.flatMap((group) => (group.length > MOST ? cut(group) : [group]));
  return chunks.map((chunk, place) => ({ id: (place && chunk[0]?.id) || FIRST, items: chunk }));
}

/** @template T @param {T[]} items @returns {T[][]} */
function cut(items) {
  const pieces = Math.floor(items.length / FEW);
  const at = (/** @type {number} */ piece) => Math.round((piece * items.length) / pieces);
  return Array.from({ length: pieces }, (_, piece) => items.slice(at(piece), at(piece + 1)));
}

/** @template {{ id: string }} T @param {T[]} items */
export function useChunks(items) {
  const heads = useRef(/** @type {Set<string>} */ (new Set()));
  const chunks = chunked(items, heads.current);
  heads.current = new Set(chunks.map((chunk) => chunk.id));
  return chunks;
}
