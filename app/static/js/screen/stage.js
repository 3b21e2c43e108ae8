// What the facilitator lets the projector show of what it knows: all, one table, a still picture, or nothing.

/** @typedef {import("./screen").ScreenView} ScreenView */

/** A screen that stands at one table knows that table alone. @param {Record<string, any>} values @returns {ScreenView | undefined} */
export function viewOf(values) {
  const tables = values.tables ?? (values.table && { [values.table.id]: values.table });
  return values.agenda && tables ? /** @type {any} */ ({ ...values, tables, isOfOneTable: !values.tables }) : undefined;
}

/** Keeps what was last shown for as long as the screen is to hold still. A page loaded meanwhile shows what is. */
export class Held {
  constructor() {
    /** @type {ScreenView | undefined} */
    this._kept = undefined;
  }

  /** What to draw now. @param {ScreenView} view @returns {ScreenView} */
  shown(view) {
    if (!view.stage?.frozen) this._kept = undefined;
    else if (!view.stage.blank) this._kept ??= view;
    return this._kept ?? view;
  }
}

/** The table that all look at, where one was chosen; nothing: all of them. @param {ScreenView} view */
export function chosenTable(view) {
  const tables = Object.values(view.tables);
  if (tables.length < 2) return tables[0];
  const chosen = view.tables[view.stage?.table ?? ""];
  return chosen?.facts ? chosen : undefined;
}
