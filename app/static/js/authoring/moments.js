// Dates: as exactly as somebody knows them, and chosen as such.

/** @typedef {import("./putting.js").Given} Given */
import { html, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";
import { put, Said } from "./putting.js";
import { idOf } from "./tree.js";

const SHAPES = /** @type {const} */ ({ day: /^\d{4}-\d\d-\d\d$/, month: /^\d{4}-\d\d$/, year: /^\d{4}$/ });

/** How exactly a date is told. @param {string} text @returns {"day" | "month" | "year" | "other"} */
function exactness(text) {
  const shapes = /** @type {("day" | "month" | "year")[]} */ (Object.keys(SHAPES));
  return shapes.find((one) => SHAPES[one].test(text)) ?? "other";
}

/** @param {Given} given */
export function Moment(given) {
  const { desk, path, field, value, label } = given;
  const id = idOf(path);
  const text = value === undefined || value === null ? "" : String(value);
  const [wanted, want] = useState("");
  const exact = wanted || (text ? exactness(text) : "day");
  const type = exact === "day" ? "date" : exact === "month" ? "month" : "text";
  const onInput = (/** @type {any} */ event) => put(given, exact === "year" && /^\d{4}$/.test(event.currentTarget.value)
    ? Number(event.currentTarget.value) : event.currentTarget.value);
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    <div class="cluster">
      ${field.kind === "moment" && html`<select class="field__box field__box--date" aria-label=${t("{label}: how exactly", { label })} value=${exact}
        onChange=${(/** @type {any} */ event) => want(event.currentTarget.value)}>
        ${[["day", t("To the day")], ["month", t("To the month")], ["year", t("To the year")], ["other", t("From … to …")]].map(([word, called]) =>
          html`<option key=${word} value=${word} selected=${word === exact}>${called}</option>`)}</select>`}
      <input id=${id} class="field__box field__box--date" type=${type} value=${text} onInput=${onInput} aria-describedby=${`${id}-flaw`}
        placeholder=${exact === "other" ? "2025-09..2025-12" : exact === "year" ? "2026" : ""} />
    </div><${Said} desk=${desk} path=${path} /></div>`;
}
