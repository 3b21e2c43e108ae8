// A scenario's values as the page holds them: looked up by a path, and changed by the same edits the server makes.

/** @import { Edit, Step } from "./authoring" */

/** @param {any} value @param {readonly Step[]} path @returns {any} */
export function found(value, path) {
  let at = value;
  for (const step of path) at = at == null ? undefined : at[stepIn(at, step)];
  return at;
}

/** The number of an item that is named by its id. @param {any} value @param {Step} step @returns {Step} */
function stepIn(value, step) {
  return Array.isArray(value) && typeof step === "string" ? value.findIndex((one) => one?.id === step) : step;
}

/** The values with an edit made; what it does not touch is the same object as before. @param {any} root @param {Edit} edit @returns {any} */
export function made(root, edit) {
  const [last] = edit.path.slice(-1);
  if (edit.kind === "add") {
    return changed(root, edit.path, (list) => inserted(list ?? [], edit.at ?? 0, edit.value));
  }
  return changed(root, edit.path.slice(0, -1), (holder) => {
    if (Array.isArray(holder)) {
      const at = Number(stepIn(holder, last));
      if (at < 0 || at >= holder.length) return holder;
      const others = holder.filter((_, index) => index !== at);
      if (edit.kind === "remove") return others;
      if (edit.kind === "move") return inserted(others, edit.at ?? 0, holder[at]);
      return holder.map((one, index) => (index === at ? edit.value : one));
    }
    if (edit.kind !== "remove") return { ...holder, [last]: edit.value };
    const { [String(last)]: _gone, ...rest } = holder ?? {};
    return rest;
  });
}

/** @param {any} value @param {readonly Step[]} path @param {(inner: any) => any} change @returns {any} */
function changed(value, path, change) {
  if (!path.length) return change(value);
  const step = stepIn(value, path[0]);
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? changed(one, path.slice(1), change) : one));
  return { ...value, [step]: changed(value?.[step], path.slice(1), change) };
}

/** @param {any[]} list @param {number} at @param {any} value */
function inserted(list, at, value) {
  const place = at < 0 ? list.length : Math.min(at, list.length);
  return [...list.slice(0, place), value, ...list.slice(place)];
}

/** What a field's element is called. @param {readonly Step[]} path */
export function idOf(path) {
  return ["f", ...path].join("-");
}

/** A free id for a new item, such as `fact-12`. @param {any[]} items @param {string} stem */
export function freeId(items, stem) {
  const taken = new Set(items.map((one) => one?.id));
  let number = items.length + 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** What people call an item: its title, name or the begin of its text. @param {any} item @returns {string} */
export function calledItem(item) {
  const words = item?.short || item?.title || item?.name || item?.text || item?.explanation || item?.id || "";
  const text = String(words);
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}
