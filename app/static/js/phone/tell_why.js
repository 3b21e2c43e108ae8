// Why a fact was held back: at the reveal its seat may tell its table, and tells nothing unless somebody taps.

import { phoneMay } from "../parts/allowed.js";
import { html, useState } from "../parts/markup.js";
import { roleName } from "./facts.js";
import { Asking, isOnItsWay, Standing } from "./fields.js";
import { named, t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

/** @param {Phone} phone @param {string} reason */
const nameOf = (phone, reason) => named(phone.view.debrief.categories[reason]?.name ?? "");

/** The reasons that seats of this table told for one fact. @param {{ phone: Phone, id: string }} props */
export function Why({ phone, id }) {
  return Object.entries(phone.table?.why?.[id] ?? {}).map(([role, reason]) => html`
    <p class="fact__state" key=${role} dir="auto">${t("{role} says why: {reason}",
      { role: roleName(phone, role), reason: nameOf(phone, reason) })}</p>`);
}

/** What this seat held back for a reason, each with the choice to tell the table. @param {{ phone: Phone }} props */
export function MyReasons({ phone }) {
  const mine = Object.entries(phone.view.seat?.held_back ?? {}).filter(([, kept]) => kept.reason);
  if (mine.length === 0 || !phoneMay(phone, "tell_why")) return null;
  return html`
    <section class="stack" aria-labelledby="my-reasons">
      <h2 id="my-reasons">${t("What your seat held back")}</h2>
      <p class="quiet">${t("Nobody is told why unless you want it.")}</p>
      <ul class="stack" role="list">${mine.map(([id]) => html`<li key=${id}><${MyReason} phone=${phone} id=${id} /></li>`)}</ul>
    </section>
  `;
}

/** @param {{ phone: Phone, id: string }} props */
function MyReason({ phone, id }) {
  const [isAsking, setAsking] = useState(false);
  const { reason = "", told } = phone.view.seat?.held_back[id] ?? {};
  const subject = `why:${id}`;
  const close = () => setAsking(false);
  const tell = () => {
    phone.send(subject, { type: "tell_why", fact_id: id });
    close();
  };
  return html`
    <div class="sheet stack stack--close">
      <p dir="auto">${phone.table?.missed?.facts[id]?.text}</p>
      <p class="fact__state">◐ ${t("Held back")}: ${nameOf(phone, reason)}</p>
      <${Standing} phone=${phone} subject=${subject} />
      ${told ? html`<p class="fact__state" role="status">✓ ${t("Your table knows why")}</p>` : html`
        <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
          onClick=${() => setAsking(true)}>${t("Tell my table why")}</button>`}
      ${isAsking && !told && html`
        <${Asking} title=${t("Tell your table why?")} onClose=${close}>
          <p>${t("Every phone at your table will then show, beside your role: {reason}. You cannot undo this.",
            { reason: nameOf(phone, reason) })}</p>
          <p class="quiet small">${t("The shared screen, the facilitators and the report are not told.")}</p>
          <div class="send"><button type="button" class="button button--primary button--large button--wide" onClick=${tell}>
            ${t("Tell my table why")}</button></div>
        <//>`}
    </div>
  `;
}
