// That a fact was said again: counted, without anybody's name.

import { html } from "../parts/markup.js";
import { isOnItsWay, Standing } from "./fields.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

/** How often a fact was said again, and a tap to say so once more. @param {{ phone: Phone, id: string }} props */
export function SaidAgain({ phone, id }) {
  const subject = `again:${id}`;
  const again = phone.table?.facts[id]?.again ?? 0;
  const times = tn("Said again once", "Said again {n} times", again);
  return html`
    <${Standing} phone=${phone} subject=${subject} />
    ${again > 0 && html`<span class="fact__state" role="status">${times}</span>`}
    <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
      onClick=${() => phone.send(subject, { type: "mention_again", fact_id: id })}>+1 ${t("It was said again")}</button>
  `;
}
