// A layout of tables as text that people can change: a line for each seat, an empty line between tables.

/** @typedef {string[][][]} Layout  tables, their seats, the roles of each seat */
/** @typedef {Record<string, { name: string }>} Roles */

/** @param {Layout} layout @param {Roles} roles */
export function layoutText(layout, roles) {
  return layout
    .map((table) => table.map((seat) => seat.map((role) => roles[role]?.name ?? role).join(" + ")).join("\n"))
    .join("\n\n");
}

/**
 * The layout that a text means. Roles are known by name or id, or by how one of them alone begins.
 *
 * @param {string} text
 * @param {Roles} roles
 * @returns {{ layout: Layout, unknown: string }}  `unknown`: the first words that name no role
 */
export function readLayout(text, roles) {
  let unknown = "";
  /** @param {string} words */
  const roleOf = (words) => {
    const found = roleNamed(words, roles);
    if (!found && !unknown) unknown = words;
    return found;
  };
  const layout = text
    .split(/\n\s*\n/)
    .map((table) => table.split("\n").filter((line) => line.trim()).map((line) => partsOf(line).map(roleOf)))
    .filter((table) => table.length);
  return { layout, unknown };
}

/** @param {string} line */
function partsOf(line) {
  return line.split(/[+,]/).map((part) => part.trim()).filter(Boolean);
}

/** @param {string} words @param {Roles} roles */
function roleNamed(words, roles) {
  const typed = words.toLocaleLowerCase();
  const known = Object.entries(roles).map(([id, { name }]) => ({ id, names: [id.toLocaleLowerCase(), name.toLocaleLowerCase()] }));
  const whole = known.find(({ names }) => names.includes(typed));
  const begun = known.filter(({ names }) => names.some((name) => name.startsWith(typed)));
  return whole?.id ?? (begun.length === 1 ? (begun[0]?.id ?? "") : "");
}

/** Whether two layouts lay the same tables; the order of seats within a table means nothing. @param {Layout} one @param {Layout} other */
export function sameLayout(one, other) {
  /** @param {Layout} layout */
  const plain = (layout) => layout.map((table) => table.map((seat) => [...seat].sort().join("+")).sort().join("\n")).join("\n\n");
  return plain(one) === plain(other);
}
