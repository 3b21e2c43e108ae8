// A moment for oneself: no reason is asked, nobody is named; the facilitator sees how many are out.

import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const OUT = "stepped-out";

/** Kept on the device, so that a phone that was locked is still out. @param {Phone} phone */
export function isOut(phone) {
  return phone.drafts.get(OUT, false);
}

/** @param {{ phone: Phone }} props */
export function SteppedOut({ phone }) {
  const { support } = phone.view.family;
  return html`
    <section class="stack" aria-labelledby="out-title">
      <h2 id="out-title">${t("You've stepped out")}</h2>
      <p class="lead">${t("Take the time you need. Nobody asks why.")}</p>
      <p>${t("The facilitator sees how many people have stepped out, not who. You keep your seat, and nothing you entered is lost.")}</p>
      ${support && html`<p class="notice"><span>${support}</span></p>`}
      <button type="button" class="button button--primary button--large button--wide" onClick=${() => phone.drafts.set(OUT, false)}>${t("Come back")}</button>
      ${phone.wire === "on" && html`<p><a href="/leave">${t("Leave the workshop")}</a></p>`}
    </section>
  `;
}

/** @param {{ phone: Phone }} props */
export function StepOut({ phone }) {
  const stepOut = () => {
    phone.drafts.set(OUT, true);
    window.scrollTo(0, 0);
  };
  return html`
    <p class="phone__foot cluster">
      <button type="button" class="button button--plain" onClick=${stepOut}>${t("Step out for a moment")}</button>
      ${phone.wire === "on"
        ? html`<a href="/leave">${t("Leave the workshop")}</a> <a href="/language?next=/phone">${t("Language")}</a>`
        : html`<span class="small quiet">${t("You need a connection to leave or to change the language.")}</span>`}
    </p>
  `;
}
