// The grid: a row for each fact, a column for each role, a tick where the role holds the fact. Arrow keys go from box
// to box, Alt with an arrow moves the row.

/** @import { Desk } from "./authoring" */
import { html, useMemo, useRef } from "../parts/markup.js";
import { t } from "../languages/words.js";

const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] });

/** @param {{ desk: Desk }} props */
export function Grid({ desk }) {
  const { value, panel } = desk.writing;
  const facts = /** @type {any[]} */ (Array.isArray(value?.facts) ? value.facts : []);
  const roles = /** @type {any[]} */ (Array.isArray(value?.roles) ? value.roles : []);
  const insights = useSame(/** @type {any[]} */ (Array.isArray(value?.insights) ? value.insights : []));
  const colours = useMemo(() => coloursOf(insights), [insights]);
  const columns = useSame(roles);
  const table = useRef(/** @type {HTMLElement | null} */ (null));
  const acts = useMemo(() => ({ tick: tick(desk), edit: (/** @type {number} */ at) => desk.go(["facts", at, "text"]) }), []);
  acts.tick = tick(desk);
  acts.edit = (at) => desk.go(["facts", at, "text"]);
  return html`<div class="scroll-sideways authoring__grid" role="region" aria-labelledby="grid-title"
    tabindex="0" ref=${table} onKeyDown=${keys(desk, table)}>
    <table><caption class="only-read" id="grid-title">${t("Who holds which fact")}</caption>
    <thead><tr><th scope="col">${t("Fact")}</th>${roles.map((role) => html`<th scope="col"
      key=${role?.id}><bdi>${role?.short || role?.name}</bdi></th>`)}</tr></thead>
    <tbody>${facts.map((fact, at) => html`<${Row} key=${fact?.id ?? at} ...${{ fact, at, roles: columns, marks: colours[fact?.id] ?? NONE, acts }} />`)}</tbody>
    <tfoot><tr><th scope="row">${t("Facts")}</th>${roles.map((role) => html`<td key=${role?.id}>${panel?.hands[role?.id]?.facts ?? "–"}</td>`)}</tr>
      <tr><th scope="row">${t("Minutes to read")}</th>${roles.map((role) => html`<td
        key=${role?.id}>${panel?.hands[role?.id]?.minutes ?? "–"}</td>`)}</tr></tfoot>
    </table></div>`;
}

/** @type {number[]} */
const NONE = [];

/** The same list as before while what stands in it is the same. @template T @param {T[]} list @returns {T[]} */
function useSame(list) {
  const kept = useRef(list);
  const isSame = kept.current.length === list.length && kept.current.every((one, at) => one === list[at]);
  if (!isSame) kept.current = list;
  return kept.current;
}

/** Drawn anew only where the fact itself, its insights or the roles are others. @param {any} props */
function Row({ fact, at, roles, marks, acts }) {
  return useMemo(() => html`<tr data-row=${at}>
    <th scope="row"><button type="button" class="button button--plain authoring__fact" onClick=${() => acts.edit(at)}>
      <span class="numbers">${at + 1}</span> <bdi>${fact?.text || fact?.id}</bdi></button>
      ${marks.map((/** @type {number} */ n) => html`<span class="authoring__mark" data-agency=${((n - 1) % 12) + 1}
        key=${n}>${t("Insight {n}", { n })}</span>`)}</th>
    ${roles.map((/** @type {any} */ role, /** @type {number} */ column) => html`<td key=${role?.id}><label class="authoring__cell">
      <input type="checkbox" data-cell=${`${at}-${column}`} checked=${Array.isArray(fact?.held_by) && fact.held_by.includes(role?.id)}
        aria-label=${t("{role} holds fact {n}", { role: role?.short || role?.name || "", n: at + 1 })}
        onChange=${() => acts.tick(at, role?.id)} /></label></td>`)}</tr>`,
  [fact, at, roles, marks.join(), acts]);
}

/** Which insights each fact leads to, by their numbers. @param {any[]} insights @returns {Record<string, number[]>} */
function coloursOf(insights) {
  /** @type {Record<string, number[]>} */
  const found = {};
  insights.forEach((insight, at) => {
    const ids = new Set(/** @type {any[]} */ (Array.isArray(insight?.solved_by) ? insight.solved_by : []).flat());
    for (const id of ids) found[id] = [...(found[id] ?? []), at + 1];
  });
  return found;
}

/** @param {Desk} desk */
function tick(desk) {
  return (/** @type {number} */ at, /** @type {string} */ role) => {
    const { value } = desk.writing;
    const held = Array.isArray(value.facts[at].held_by) ? value.facts[at].held_by : [];
    const isHeld = held.includes(role);
    const order = value.roles.map((/** @type {any} */ one) => one.id);
    const next = order.filter((/** @type {string} */ id) => (id === role ? !isHeld : held.includes(id)));
    desk.writing.edit({ kind: "set", path: ["facts", at, "held_by"], value: next });
  };
}

/** @param {Desk} desk @param {{ current: HTMLElement | null }} table */
function keys(desk, table) {
  return (/** @type {KeyboardEvent} */ event) => {
    const step = ARROWS[event.key];
    const cell = /** @type {HTMLElement} */ (event.target)?.dataset?.cell;
    if (!step || !cell) return;
    const [row, column] = cell.split("-").map(Number);
    event.preventDefault();
    const to = [row + step[0], column + step[1]];
    const target = /** @type {HTMLElement | null | undefined} */ (table.current?.querySelector(`[data-cell="${to.join("-")}"]`));
    if (event.altKey && step[0] && target) {
      desk.writing.edit({ kind: "move", path: ["facts", row], at: to[0] });
      target.focus();
    } else target?.focus();
  };
}
