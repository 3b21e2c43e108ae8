// What every kind of field shares: how its value is set, and what the check says of it.

/** @import { Desk, Field, Step } from "./authoring" */
import { html } from "../parts/markup.js";
import { idOf } from "./tree.js";

/** @typedef {{ desk: Desk, path: Step[], field: Field, value: any, label: string, fieldsOf: any }} Given `fieldsOf`: shows those within */

/** Set a field, or take it out where nothing is left of one that may be missing. @param {Given} given @param {any} next */
export function put({ desk, path, field }, next) {
  const isGone = field.optional && (next === "" || next === undefined || next === field.default);
  desk.writing.edit(isGone ? { kind: "remove", path } : { kind: "set", path, value: next });
}

/** What the check says of the very field. @param {{ desk: Desk, path: Step[] }} props */
export function Said({ desk, path }) {
  const about = String(path);
  const said = desk.writing.findings.filter((one) => String(one.path.slice(0, path.length)) === about);
  return said.slice(0, 3).map((one) => html`<p class=${one.severity === "error" ? "field__flaw" : "field__note"} key=${one.what}
    id=${`${idOf(path)}-flaw`}>${one.what} <span class="quiet">${one.mend}</span></p>`);
}
