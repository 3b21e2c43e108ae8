// Form parts whose state is a draft: what is typed lives outside the page and survives it.

import { Dialog } from "../parts/dialog.js";
import { html, useId } from "../parts/markup.js";
import { t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {{ id: string, name: string, meaning?: string }} Option
 */

const NEARLY_FULL = 60;

/** @param {{ phone: Phone, draft: string, label: string, note?: string, most: number, rows?: number, optional?: boolean }} props */
export function TextBox({ phone, draft, label, note, most, rows = 3, optional = false }) {
  const id = useId();
  const text = phone.drafts.get(draft, "");
  const left = most - text.length;
  const input = {
    id,
    class: "field__box",
    value: text,
    maxLength: most,
    dir: "auto",
    "aria-describedby": `${id}-note ${id}-count`,
    onInput: (/** @type {any} */ event) => phone.drafts.set(draft, event.currentTarget.value),
  };
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}${optional && html` <span class="quiet">${t("(optional)")}</span>`}</label>
      <span class="field__note" id="${id}-note">${note}</span>
      ${rows > 1 ? html`<textarea ...${input} rows=${rows}></textarea>` : html`<input type="text" ...${input} />`}
      <span class="field__note field__count" id="${id}-count">${left <= NEARLY_FULL && tn("{n} character left", "{n} characters left", left)}</span>
    </div>
  `;
}

/** @param {{ phone: Phone, draft: string, legend: string, low: string, high: string }} props */
export function Scale({ phone, draft, legend, low, high }) {
  const id = useId();
  const chosen = phone.drafts.get(draft, -1);
  return html`
    <fieldset class="stack stack--close">
      <legend class="field__label">${legend}</legend>
      <div class="scale__points">
        ${Array.from({ length: 11 }, (_, point) => html`
          <label class="scale__point">
            <input type="radio" name=${id} checked=${chosen === point} onChange=${() => phone.drafts.set(draft, point)} />
            ${point}
          </label>
        `)}
      </div>
      <div class="scale__ends"><span>0: ${low}</span><span>10: ${high}</span></div>
    </fieldset>
  `;
}

/** @param {{ phone: Phone, draft: string, legend: string, options: readonly Option[] }} props */
export function Choices({ phone, draft, legend, options }) {
  const id = useId();
  const chosen = phone.drafts.get(draft, "");
  return html`
    <fieldset class="stack stack--close">
      <legend class="field__label">${legend}</legend>
      ${options.map((option) => html`
        <label class="choice" key=${option.id}>
          <input type="radio" name=${id} checked=${chosen === option.id} onChange=${() => phone.drafts.set(draft, option.id)} />
          <span class="grow">${option.name}${option.meaning && html`<br /><span class="quiet small">${option.meaning}</span>`}</span>
        </label>
      `)}
    </fieldset>
  `;
}

/** Short options in a row; the chosen one's meaning is spelled out beneath.
 * @param {{ phone: Phone, draft: string, legend: string, options: readonly Option[] }} props */
export function Chips({ phone, draft, legend, options }) {
  const id = useId();
  const chosen = phone.drafts.get(draft, "");
  const meaning = options.find((option) => option.id === chosen)?.meaning;
  return html`
    <fieldset class="stack stack--close">
      <legend class="field__label">${legend}</legend>
      <div class="chips">
        ${options.map((option) => html`
          <label class="chip" key=${option.id}>
            <input type="radio" name=${id} checked=${chosen === option.id} onChange=${() => phone.drafts.set(draft, option.id)} />
            ${option.name}
          </label>
        `)}
      </div>
      <p class="field__note" aria-live="polite">${meaning}</p>
    </fieldset>
  `;
}

/**
 * How the newest command about something stands: waiting, saved or refused; nothing while there is none.
 * @param {{ phone: Phone, subject: string, saved?: string }} props
 */
export function Standing({ phone, subject, saved }) {
  const entry = phone.outbox.about(subject);
  if (entry?.standing === "waiting") {
    return html`<p class="notice notice--waiting" role="status"><span>${waitingWords(phone, entry)}</span></p>`;
  }
  if (entry?.standing === "refused") {
    return html`<p class="notice notice--alert" role="alert"><span>${entry.message}</span></p>`;
  }
  if (saved && phone.outbox.wasSaved(subject)) {
    return html`<p class="notice notice--done" role="status"><span>${saved}</span></p>`;
  }
  return null;
}

/**
 * Why a tap is not saved yet.
 * @param {Phone} phone @param {import("../kept/outbox.js").Sent} entry
 */
export function waitingWords(phone, entry) {
  if (phone.wire !== "on") return t("Waiting for the network. It's kept on this phone and will be sent.");
  if (entry.why === "paused") return t("Waiting: the workshop is paused. It's kept, and sent when the workshop goes on.");
  if (entry.why === "not_saved") return t("Waiting: the server couldn't save it yet. It's kept and sent again.");
  return t("Sending…");
}

/** @param {Phone} phone @param {string} subject */
export function isOnItsWay(phone, subject) {
  return phone.outbox.about(subject)?.standing === "waiting";
}

/**
 * The one primary action of a form, at the foot of what is seen, with how it stands above it.
 * @param {{ phone: Phone, subject: string, label: string, missing?: string, saved?: string, onPress: () => void }} props
 *   `missing` says what is not filled in yet
 */
export function Send({ phone, subject, label, missing = "", saved, onPress }) {
  const blocked = missing || (phone.paused ? t("The workshop is paused. What you entered is kept.") : "");
  return html`
    <div class="send">
      <${Standing} phone=${phone} subject=${subject} saved=${saved} />
      <button type="button" class="button button--primary button--large button--wide"
        disabled=${blocked !== "" || isOnItsWay(phone, subject)} onClick=${onPress}>${label}</button>
      ${blocked && html`<p class="field__note">${blocked}</p>`}
    </div>
  `;
}

/**
 * A dialog that asks one thing. Escape and "Not now" close it.
 * @param {{ title: string, onClose: () => void, children?: unknown }} props
 */
export function Asking({ title, onClose, children }) {
  return html`
    <${Dialog} title=${title} isLow onClose=${onClose}>
      ${children}
      <button type="button" class="button button--wide" onClick=${onClose}>${t("Not now")}</button>
    <//>
  `;
}

/** @param {Record<string, unknown>} numbered @returns {string[]} the texts of an object keyed "0", "1", … */
export function inOrder(numbered) {
  return Object.keys(numbered).sort((a, b) => Number(a) - Number(b)).map((key) => String(numbered[key]));
}
