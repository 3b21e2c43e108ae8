// The tray: what is chosen to be linked, and the way to link it, at the thumb whatever is open; then what came of it.

import { html } from "../parts/markup.js";
import { newId } from "../wire/ids.js";
import { phoneMay } from "../parts/allowed.js";
import { isOnItsWay, Standing } from "./fields.js";
import { chosenFacts } from "./linking.js";
import { linkWords } from "./pairs.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const SUBJECT = "link";
const [FACTS, LINE, LAST, TOLD] = ["link:facts", "link:line", "link:last", "link:told"];

/** @param {{ phone: Phone }} props */
export function Tray({ phone }) {
  const chosen = chosenFacts(phone);
  const line = phone.drafts.get(LINE, "").trim();
  const last = phone.drafts.get(LAST, "");
  const isStanding = phone.outbox.about(SUBJECT) !== undefined;
  const isTold = !phone.outbox.wasSaved(SUBJECT) || phone.drafts.get(TOLD, "") === last;
  const isChoosing = phoneMay(phone, "link_facts") && (chosen.length > 0 || line !== "");
  if (!isChoosing && !isStanding && isTold) return null;
  return html`<div class="tray"><div class="tray__inside">
    ${isChoosing ? html`<${Choosing} phone=${phone} chosen=${chosen} line=${line} />`
      : html`<${Standing} phone=${phone} subject=${SUBJECT} saved=${linkWords(phone)} />
        ${!isTold && html`<button type="button" class="button button--wide" onClick=${() => phone.drafts.set(TOLD, last)}>${t("OK")}</button>`}`}
  </div></div>`;
}

/** @param {{ phone: Phone, chosen: string[], line: string }} props */
function Choosing({ phone, chosen, line }) {
  const link = () => {
    const link_id = newId();
    phone.drafts.set(LAST, link_id);
    phone.send(SUBJECT, { type: "link_facts", link_id, fact_ids: chosen, line }, [FACTS, LINE]);
  };
  const missing = phone.paused ? t("The workshop is paused. What you entered is kept.") : chosen.length < 2 ? t("Choose at least two facts.") : "";
  const isWaiting = isOnItsWay(phone, SUBJECT);
  return html`
    <${Standing} phone=${phone} subject=${SUBJECT} />
    <div class="tray__row">
      <button type="button" class="button button--primary grow" disabled=${missing !== "" || isWaiting}
        onClick=${link}>${chosen.length ? t("{n} chosen · Link them", { n: chosen.length }) : t("Link them")}</button>
      ${chosen.length > 0 && !isWaiting && html`<button type="button" class="button" onClick=${() => phone.drafts.clear([FACTS])}>${t("Clear")}</button>`}
    </div>
    ${missing && html`<p class="field__note">${missing}</p>`}`;
}
