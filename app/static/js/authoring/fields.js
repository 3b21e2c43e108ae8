// The fields of a scenario, each by its kind: what is chosen is chosen, what is written takes any sign.

/** @import { Desk, Field, Step } from "./authoring" */
import { html } from "../parts/markup.js";
import { t, tn } from "../languages/words.js";
import { Moment } from "./moments.js";
import { PartsForm } from "./parts_form.js";
import { put, Said } from "./putting.js";
import { Sets, SomeOf, Texts, Words, Wordings } from "./several.js";
import { calledItem, found, idOf } from "./tree.js";

/** @typedef {import("./putting.js").Given} Given */

const HIDDEN = new Set(["fixed", "id"]);
const KINDS = /** @type {Record<string, (given: Given) => unknown>} */ ({
  text: TextBox, number: NumberBox, flag: Flag, choice: Choice, one_of: OneOf, moment: Moment, day: Moment, some_of: SomeOf,
  sets: Sets, words: Words, texts: Texts, wordings: Wordings, part: Group, parts: PartsForm,
});

/** Fields of one group. @param {{ desk: Desk, path: Step[], fields: Record<string, Field>, value: any }} props */
export function Fields({ desk, path, fields, value }) {
  return Object.entries(fields).map(([key, field]) => {
    const Kind = KINDS[key === "language" ? "choice" : field.kind];
    if (HIDDEN.has(field.kind) || !Kind || (field.kind === "some_of" && !field.from)) return null;
    const shown = key === "language" ? languages(desk) : field;
    const label = desk.told.fields[key] ?? key;
    const given = { desk, path: [...path, key], field: shown, value: value?.[key], label, fieldsOf: Fields };
    return html`<${Kind} key=${key} ...${given} />`;
  });
}

/** @param {Desk} desk @returns {Field} */
function languages(desk) {
  return { kind: "choice", words: Object.keys(desk.told.languages) };
}

/** @param {Given} given */
function TextBox(given) {
  const { desk, path, field, value, label } = given;
  const id = idOf(path);
  const text = value === undefined || value === null ? "" : String(value);
  const words = text.split(/\s+/).filter(Boolean).length;
  const onInput = (/** @type {any} */ event) => put(given, event.currentTarget.value);
  const shared = { id, class: "field__box", dir: "auto", maxlength: field.most, onInput, value: text, "aria-describedby": `${id}-flaw` };
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    ${field.rows === 1 ? html`<input ...${shared} />` : html`<textarea ...${shared} rows=${field.rows}></textarea>
      <span class="field__note field__count">${tn("{n} word", "{n} words", words)}</span>`}
    <${Said} desk=${desk} path=${path} /></div>`;
}

/** @param {Given} given */
function NumberBox(given) {
  const { desk, path, field, value, label } = given;
  const id = idOf(path);
  const onInput = (/** @type {any} */ event) => event.currentTarget.value !== "" && put(given, Number(event.currentTarget.value));
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    <input id=${id} class="field__box field__box--number" type="number" min=${field.least} max=${field.most} step=${field.halves ? 0.5 : 1}
      value=${value ?? ""} onInput=${onInput} aria-describedby=${`${id}-flaw`} /><${Said} desk=${desk} path=${path} /></div>`;
}

/** @param {Given} given */
function Flag(given) {
  const { desk, path, field, value, label } = given;
  const isOn = value ?? field.default;
  return html`<div class="field"><label class="choice"><input type="checkbox" id=${idOf(path)} checked=${isOn} onChange=${() => put(given, !isOn)} />
    <span>${label}</span></label><${Said} desk=${desk} path=${path} /></div>`;
}

/** @param {Given} given */
function Choice(given) {
  const { desk, path, field, value, label } = given;
  const key = path[path.length - 1];
  const words = field.words ?? [];
  const called = (/** @type {string} */ word) => (key === "language" ? desk.told.languages[word] : desk.told.words[`${key}.${word}`]) ?? word;
  const all = value === undefined || words.includes(value) ? words : [value, ...words];
  return html`<${Select} ...${given} options=${all.map((word) => [word, called(word)])} value=${value ?? field.default ?? ""} desk=${desk}
    label=${label} path=${path} />`;
}

/** @param {Given} given */
function OneOf(given) {
  const items = /** @type {any[]} */ (found(given.desk.writing.value, [given.field.from ?? ""]) ?? []);
  return html`<${Select} ...${given} options=${items.map((one) => [one?.id, calledItem(one)])} />`;
}

/** @param {Given & { options: [string, string][] }} given */
function Select(given) {
  const { desk, path, field, value, label, options } = given;
  const id = idOf(path);
  const isEmpty = !options.some(([word]) => word === value);
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    <select id=${id} class="field__box" value=${value ?? ""} onChange=${(/** @type {any} */ event) => put(given, event.currentTarget.value)}
      aria-describedby=${`${id}-flaw`}>
      ${(field.optional || isEmpty) && html`<option value="">${t("None")}</option>`}
      ${options.map(([word, called]) => html`<option key=${word} value=${word} selected=${word === value}>${called}</option>`)}
    </select><${Said} desk=${desk} path=${path} /></div>`;
}

/** @param {Given} given */
function Group({ desk, path, field, value, label }) {
  return html`<fieldset class="stack sheet" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    <${Fields} desk=${desk} path=${path} fields=${field.fields ?? {}} value=${value} /></fieldset>`;
}
