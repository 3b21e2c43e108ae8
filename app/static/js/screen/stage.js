// What the facilitator lets the projector show of what it knows: all, one table, a still picture, or nothing.

/** @typedef {import("./screen").ScreenView} ScreenView */

/**
 * A screen that stands at one table knows that table alone; one that is blank or held still, none.
 * @param {Record<string, any>} values
 * @returns {ScreenView | undefined}
 */
export function viewOf(values) {
  const { agenda, stage, table } = values;
  const tables = values.tables ?? (table && { [table.id]: table }) ?? (stage?.blank || stage?.frozen ? {} : undefined);
  return agenda && tables ? /** @type {any} */ ({ ...values, tables, isOfOneTable: Boolean(table) }) : undefined;
}

/** Keeps what was last shown for as long as the screen is to hold still: no more is sent. A page loaded meanwhile has nothing. */
export class Held {
  constructor() {
    /** @type {ScreenView | undefined} */
    this._kept = undefined;
  }

  /** What to draw now, if there is anything. @param {ScreenView} view @returns {ScreenView | undefined} */
  shown(view) {
    if (view.stage?.frozen) return this._kept;
    if (!view.stage?.blank) this._kept = view;
    return view;
  }
}

/** The table that all look at, where one was chosen; nothing: all of them. @param {ScreenView} view */
export function chosenTable(view) {
  const tables = Object.values(view.tables);
  if (tables.length < 2) return tables[0];
  const chosen = view.tables[view.stage?.table ?? ""];
  return chosen?.facts ? chosen : undefined;
}
