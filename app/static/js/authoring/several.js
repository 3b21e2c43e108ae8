// Fields that hold several things: some of the people or roles, words of a closed list, texts below each other.

/** @typedef {import("./putting.js").Given} Given */
import { html, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";
import { put, Said } from "./putting.js";
import { calledItem, found, idOf } from "./tree.js";

const MANY = 14;

/** Boxes to tick; what is ticked last stands last. @param {Given & { options: [string, string][] }} given */
function Ticks(given) {
  const { desk, path, value, label, options } = given;
  const chosen = Array.isArray(value) ? /** @type {string[]} */ (value) : [];
  const [wanted, want] = useState("");
  const tick = (/** @type {string} */ id) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    desk.writing.edit(given.field.optional && !next.length ? { kind: "remove", path } : { kind: "set", path, value: next });
  };
  const isFound = (/** @type {string} */ called) => wanted && called.toLowerCase().includes(wanted.toLowerCase());
  const shown = options.filter(([id, called]) => options.length <= MANY || chosen.includes(id) || isFound(called));
  return html`<fieldset class="field" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    ${options.length > MANY && html`<label class="cluster"><span>${t("Find")}</span> <input class="field__box grow" value=${wanted} dir="auto"
      onInput=${(/** @type {any} */ event) => want(event.currentTarget.value)} /></label>`}
    <div class="chips">${shown.map(([id, called]) => html`<label class="chip" key=${id}>
      <input type="checkbox" checked=${chosen.includes(id)} onChange=${() => tick(id)} /><bdi>${called}</bdi></label>`)}</div>
    <${Said} desk=${desk} path=${path} /></fieldset>`;
}

/** @param {Given} given @returns {[string, string][]} */
function optionsOf({ desk, field }) {
  const items = /** @type {any[]} */ (found(desk.writing.value, [field.from ?? ""]) ?? []);
  return items.filter((one) => one?.id).map((one) => [one.id, field.from === "facts" ? `${one.id}: ${calledItem(one)}` : calledItem(one)]);
}

/** @param {Given} given */
export function SomeOf(given) {
  const { field } = given;
  return field.least === 2 && field.most === 2 ? html`<${Two} ...${given} />` : html`<${Ticks} ...${given} options=${optionsOf(given)} />`;
}

/** Two that stand in an order, such as a parent and a child. @param {Given} given */
function Two(given) {
  const { desk, path, value, label } = given;
  const two = Array.isArray(value) ? value : [];
  const choose = (/** @type {number} */ at) => (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    put(given, [0, 1].map((index) => (index === at ? chosen : (two[index] ?? ""))));
  };
  return html`<fieldset class="field" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    <div class="cluster">${[0, 1].map((at) => html`<select key=${at} class="field__box field__box--date" value=${two[at] ?? ""} onChange=${choose(at)}
      aria-label=${at ? t("{label}: the second", { label }) : t("{label}: the first", { label })}>
      <option value="">${t("None")}</option>
      ${optionsOf(given).map(([id, called]) => html`<option key=${id} value=${id} selected=${id === two[at]}>${called}</option>`)}</select>`)}</div>
    <${Said} desk=${desk} path=${path} /></fieldset>`;
}

/** Ways that each are enough alone. @param {Given} given */
export function Sets(given) {
  const { desk, path, value, label } = given;
  const sets = Array.isArray(value) ? value : [];
  return html`<fieldset class="field stack" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    ${sets.map((set, at) => html`<div class="stack stack--close sheet" key=${at}>
      <${Ticks} ...${given} path=${[...path, at]} value=${set} label=${t("Way {n}", { n: at + 1 })} options=${optionsOf(given)}
        field=${{ ...given.field, optional: false }} />
      ${sets.length > 1 && html`<p><button type="button" class="button button--plain"
        onClick=${() => desk.writing.edit({ kind: "remove", path: [...path, at] })}>
        ${t("Remove way {n}", { n: at + 1 })}</button></p>`}</div>`)}
    <p><button type="button" class="button" onClick=${() => desk.writing.edit({ kind: "add", path, at: -1, value: [] })}>${t("Add another way")}</button></p>
  </fieldset>`;
}

/** @param {Given} given */
export function Words(given) {
  const key = given.path[given.path.length - 1];
  const options = (given.field.words ?? []).map((word) => [word, given.desk.told.words[`${key}.${word}`] ?? word]);
  return html`<${Ticks} ...${given} options=${options} />`;
}

/** @param {Given} given */
export function Texts({ desk, path, field, value, label }) {
  const texts = Array.isArray(value) ? value : [];
  return html`<fieldset class="field" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    ${texts.map((text, at) => html`<div class="cluster authoring__line" key=${at}>
      <textarea class="field__box grow" id=${idOf([...path, at])} rows=${field.rows === 1 ? 1 : 2} dir="auto" maxlength=${field.most_signs}
        aria-label=${t("{label}, number {n}", { label, n: at + 1 })} value=${text}
        onInput=${(/** @type {any} */ event) => desk.writing.edit({ kind: "set", path: [...path, at], value: event.currentTarget.value })}></textarea>
      <button type="button" class="button button--plain" aria-label=${t("Remove {what}", { what: `${label} ${at + 1}` })}
        onClick=${() => desk.writing.edit({ kind: "remove", path: [...path, at] })}>×</button></div>`)}
    <${Said} desk=${desk} path=${path} />
    <p><button type="button" class="button" onClick=${() => desk.writing.edit({ kind: "add", path, at: -1, value: t("Write here") })}>
      ${t("Add to {label}", { label })}</button></p></fieldset>`;
}

/** @param {Given} given */
export function Wordings({ desk, path, field, value, label }) {
  const [word, setWord] = useState("");
  const words = Object.entries(value ?? {});
  const add = () => {
    if (word.trim()) desk.writing.edit({ kind: "set", path: [...path, word.trim()], value: t("Write here") });
    setWord("");
  };
  return html`<fieldset class="field" id=${idOf(path)} tabindex="-1"><legend class="field__label">${label}</legend>
    ${words.map(([key, text]) => html`<div class="cluster authoring__line" key=${key}><bdi>${key}</bdi>
      <input class="field__box grow" id=${idOf([...path, key])} dir="auto" maxlength=${field.most} aria-label=${key} value=${text}
        onInput=${(/** @type {any} */ event) => desk.writing.edit({ kind: "set", path: [...path, key], value: event.currentTarget.value })} />
      <button type="button" class="button button--plain" aria-label=${t("Remove {what}", { what: key })}
        onClick=${() => desk.writing.edit({ kind: "remove", path: [...path, key] })}>×</button></div>`)}
    <div class="cluster"><label class="cluster grow"><span>${t("A new word")}</span> <input class="field__box grow" dir="auto" value=${word}
      onInput=${(/** @type {any} */ event) => setWord(event.currentTarget.value)} /></label>
      <button type="button" class="button" onClick=${add}>${t("Add the word")}</button></div></fieldset>`;
}
