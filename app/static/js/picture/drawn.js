// What a drawing shows and where it stands, worked out anew only where something changed.

/** @import { Family, Table } from "../types" */
import { html, useMemo } from "../parts/markup.js";
import { useInTurn } from "./in_turn.js";
import { useSame } from "./kept.js";
import { outline } from "./outline.js";
import { places } from "./places.js";

/**
 * A family, and the content of its picture: a turn to work it out, the next to draw it.
 *
 * @param {Family} family
 * @param {Table} table
 */
function useTold(family, table) {
  const told = useInTurn(useMemo(() => ({ family, table }), [family, table]));
  return useInTurn(useMemo(() => ({ family: told.family, content: outline(told.family, told.table) }), [told]));
}

/**
 * A way to look at a table's content, drawn anew only where that is another.
 *
 * @typedef {import("./lists.js").Linking} Linking
 * @param {(props: { content: import("./outline.js").Outline, linking?: Linking }) => unknown} View
 * @returns {(props: { family: Family, table: Table, linking?: Linking }) => unknown}
 */
export function pictureOf(View) {
  return ({ family, table, linking }) => {
    const { content } = useTold(family, table);
    return useMemo(() => html`<${View} content=${content} linking=${linking} />`, [content, linking?.state]);
  };
}

/** @param {Family} given @param {Table} table @param {"large" | "small"} size */
export function useDrawn(given, table, size) {
  const { family, content } = useTold(given, table);
  const people = useSame(content.people);
  const roles = content.agencies.map((agency) => agency.id).join();
  const drawn = useMemo(() => places(family, people, content.agencies, size), [family, people, roles, size]);
  return { content, drawn };
}
