// A layout of tables, changed one choice at a time: which roles share a seat, which are not played, how many tables.

/** @typedef {string[][][]} Layout  tables, their seats, the roles of each seat */
/** @typedef {Record<string, { core?: boolean }>} Roles */

export const ALONE = "alone";
export const NOT_PLAYED = "not_played";

/**
 * What is chosen for a role at a table: the first role it shares its seat with, or that it sits alone, or is not played.
 *
 * @param {string[][]} table
 * @param {string} role
 */
export function chosenFor(table, role) {
  const seat = table.find((one) => one.includes(role));
  if (!seat) return NOT_PLAYED;
  return seat.find((one) => one !== role) ?? ALONE;
}

/**
 * The table with a role seated as it was chosen. The others keep their seats, in the order they have.
 *
 * @param {string[][]} table
 * @param {string} role
 * @param {string} choice  another role of the table, or one of the two words above
 * @returns {string[][]}
 */
export function withRole(table, role, choice) {
  const place = table.findIndex((seat) => seat.includes(role));
  const others = table.map((seat) => seat.filter((one) => one !== role));
  if (choice === ALONE) others.splice(place < 0 ? others.length : place + (others[place]?.length ? 1 : 0), 0, [role]);
  return others
    .map((seat) => (seat.includes(choice) ? [...seat, role] : seat))
    .filter((seat) => seat.length);
}

/** One more table at the end, with each role in a seat of its own. @param {Layout} layout @param {Roles} roles @returns {Layout} */
export function withTable(layout, roles) {
  return [...layout, Object.keys(roles).map((role) => [role])];
}

/** @param {Layout} layout @param {number} place @returns {Layout} */
export function withoutTable(layout, place) {
  return layout.filter((_, one) => one !== place);
}

/** Whether two layouts have the same tables; the order of seats within a table means nothing. @param {Layout} one @param {Layout} other */
export function sameLayout(one, other) {
  /** @param {Layout} layout */
  const plain = (layout) => layout.map((table) => table.map((seat) => [...seat].sort().join("+")).sort().join("\n")).join("\n\n");
  return plain(one) === plain(other);
}
