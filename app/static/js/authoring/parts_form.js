// A list of people, roles, facts and the like: one of them open, the others by their names.

/** @import { Desk, Field } from "./authoring" */
/** @typedef {import("./putting.js").Given} Given */
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";
import { calledItem, freeId, idOf } from "./tree.js";

const STEMS = /** @type {Record<string, string>} */ ({
  households: "home", people: "person", roles: "role", topics: "topic", facts: "fact", contradictions: "pair", insights: "insight",
  agenda: "step", injects: "news", options: "answer",
});

/** @param {Given} given */
export function PartsForm({ desk, path, field, value, label, fieldsOf }) {
  const items = Array.isArray(value) ? value : [];
  const section = path.join(".");
  const open = desk.open[section] ?? -1;
  const add = () => {
    desk.writing.edit({ kind: "add", path, at: -1, value: blank(desk, field.fields ?? {}, String(path[path.length - 1]), items) });
    desk.openItem(section, items.length);
  };
  return html`<fieldset class="stack" id=${idOf(path)} tabindex="-1"><legend class="field__label authoring__legend">${label} (${items.length})</legend>
    ${items.map((item, at) => html`<div class="sheet stack" key=${at}>
      <button type="button" class="button button--plain authoring__item" aria-expanded=${at === open}
        onClick=${() => desk.openItem(section, at === open ? -1 : at)}
        id=${`${idOf([...path, at])}`}><bdi>${nameOf(desk, item, at)}</bdi><${Flaws} desk=${desk} path=${[...path, at]} /></button>
      ${at === open && html`<${fieldsOf} desk=${desk} path=${[...path, at]} fields=${field.fields ?? {}} value=${item} />
        <div class="cluster">
          <button type="button" class="button" disabled=${at === 0} onClick=${() => moved(desk, path, section, at, at - 1)}>${t("Move up")}</button>
          <button type="button" class="button" disabled=${at === items.length - 1}
            onClick=${() => moved(desk, path, section, at, at + 1)}>${t("Move down")}</button>
          <button type="button" class="button button--danger" disabled=${items.length <= (field.least ?? 0)}
            onClick=${() => desk.writing.edit({ kind: "remove", path: [...path, at] })}>
            ${t("Remove {what}", { what: calledItem(item) || String(at + 1) })}</button>
        </div>`}</div>`)}
    <p><button type="button" class="button" disabled=${items.length >= (field.most ?? Infinity)} onClick=${add}>${t("Add to {label}", { label })}</button></p>
  </fieldset>`;
}

/** @param {Desk} desk @param {(string | number)[]} path @param {string} section @param {number} from @param {number} to */
function moved(desk, path, section, from, to) {
  desk.writing.edit({ kind: "move", path: [...path, from], at: to });
  desk.openItem(section, to);
}

/** How many flaws something has. @param {{ desk: Desk, path: (string | number)[] }} props */
export function Flaws({ desk, path }) {
  const n = desk.writing.findings.filter((one) => one.severity !== "advice" && String(one.path.slice(0, path.length)) === String(path)).length;
  return n ? html` <span class="tabs__count" aria-label=${t("{n} to fix", { n })}>${n}</span>` : null;
}

/** @param {Desk} desk @param {any} item @param {number} at */
function nameOf(desk, item, at) {
  if (Array.isArray(item?.people) && item.kind) {
    const names = item.people.map((/** @type {string} */ id) => calledItem(desk.writing.value?.people?.find((/** @type {any} */ one) => one?.id === id)) || id);
    return `${names.join(" · ")}: ${desk.told.words[`kind.${item.kind}`] ?? item.kind}`;
  }
  return `${at + 1}. ${calledItem(item)}`;
}

/**
 * A new item that has the right shape at once, so that the proof goes on while it is written over.
 * @param {Desk} desk @param {Record<string, Field>} fields @param {string} section @param {any[]} items
 */
function blank(desk, fields, section, items) {
  /** @type {Record<string, any>} */
  const made = {};
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === "id") made.id = freeId(items, STEMS[section] ?? "part");
    else if (!field.optional) made[key] = first(desk, field, items);
  }
  return made;
}

/** @param {Desk} desk @param {Field} field @param {any[]} items @returns {any} */
function first(desk, field, items) {
  const listed = (field.from && desk.writing.value?.[field.from]) || [];
  switch (field.kind) {
    case "choice": return field.words?.[0];
    case "number": return Math.max(field.least ?? 0, 0);
    case "one_of": return listed[0]?.id;
    case "some_of": return listed.slice(0, field.least).map((/** @type {any} */ one) => one.id);
    case "sets": return [listed.slice(0, 2).map((/** @type {any} */ one) => one.id)];
    case "words": return field.words?.slice(0, field.least);
    case "texts": return [t("Write here")];
    case "part": return Object.fromEntries(
      Object.entries(field.fields ?? {}).map(([key, one]) => [key, key === "x" ? items.length * 2 : first(desk, one, items)]),
    );
    default: return `${t("Write here")} ${items.length + 1}`;
  }
}
