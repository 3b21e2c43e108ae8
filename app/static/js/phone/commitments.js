// What we will do: if this happens, then somebody does that, by a day; and how we will know.

import { html, useId } from "../markup.js";
import { newId } from "../ids.js";
import { actionOf, situationOf } from "../if_then.js";
import { mostVoted } from "./debrief.js";
import { byOrder } from "./facts.js";
import { isOnItsWay, Send, Standing, TextBox } from "./fields.js";
import { Prompts } from "./lobby.js";
import { dayWords } from "../picture/words.js";
import { t } from "../words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Commitment} Commitment
 */

const TEXT_LENGTH = 280;
const PARTS = ["situation", "action", "owner", "check", "due", "barrier", "id"];
const DRAFTS = PARTS.map((part) => `commitment:${part}`);

/** @param {{ phone: Phone }} props */
export function Commitments({ phone }) {
  return html`
    <div class="stack stack--far">
      <${Prompts} agenda=${phone.view.agenda} />
      <${CommitmentForm} phone=${phone} />
      <${CommitmentList} phone=${phone} mayChange=${true} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function CommitmentForm({ phone }) {
  const [typedSituation, typedAction, owner, check, due, barrier, id] = DRAFTS.map((draft) => phone.drafts.get(draft, "").trim());
  const [situation, action] = [situationOf(typedSituation), actionOf(typedAction)];
  const missing = !situation ? t("Say when it applies.") : !action ? t("Say what is done.") : !owner ? t("Say who does it.") : "";
  const make = () => phone.send("commitment", {
    type: "make_commitment", commitment_id: id || newId(), situation, action, owner, check,
    ...(due ? { due } : {}), ...(barrier ? { barrier_id: barrier } : {}),
  }, DRAFTS);
  return html`
    <section class="sheet stack" aria-labelledby="commitment-title">
      <h2 id="commitment-title">${id ? t("Change the commitment") : t("One thing we will do")}</h2>
      <${TextBox} phone=${phone} draft="commitment:situation" label=${t("If …")} most=${TEXT_LENGTH} rows=${2} note=${t("the situation it is for")} />
      <${TextBox} phone=${phone} draft="commitment:action" label=${t("then …")} most=${TEXT_LENGTH} rows=${2} note=${t("the first step")} />
      <${TextBox} phone=${phone} draft="commitment:owner" label=${t("Who")} most=${TEXT_LENGTH} rows=${1} note=${t("an agency or a post rather than a private name")} />
      <${DueDay} phone=${phone} />
      <${TextBox} phone=${phone} draft="commitment:check" label=${t("How we will know")} most=${TEXT_LENGTH} rows=${2} optional=${true} />
      <${BarrierChoice} phone=${phone} />
      <${Send} phone=${phone} subject="commitment" label=${id ? t("Save the change") : t("Make this commitment")} missing=${missing}
        saved=${t("Saved. It stands in the list below.")} onPress=${make} />
      ${id && html`<button type="button" class="button button--plain" onClick=${() => phone.drafts.clear(DRAFTS)}>${t("Do not change it")}</button>`}
    </section>
  `;
}

/** @param {{ phone: Phone }} props */
function DueDay({ phone }) {
  const id = useId();
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("By when")} <span class="quiet">${t("(if you like)")}</span></label>
      <input class="field__box" id=${id} type="date" value=${phone.drafts.get("commitment:due", "")}
        onInput=${(/** @type {any} */ event) => phone.drafts.set("commitment:due", event.currentTarget.value)} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function BarrierChoice({ phone }) {
  const id = useId();
  const barriers = mostVoted(phone);
  if (barriers.length === 0) return null;
  const chosen = phone.drafts.get("commitment:barrier", "");
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("Against which barrier")} <span class="quiet">${t("(if you like)")}</span></label>
      <select class="field__box" id=${id} onChange=${(/** @type {any} */ event) => phone.drafts.set("commitment:barrier", event.currentTarget.value)}>
        <option value="" selected=${chosen === ""}>${t("None in particular")}</option>
        ${barriers.map(([key, barrier]) => html`<option value=${key} selected=${chosen === key}>${barrier.text}</option>`)}
      </select>
    </div>
  `;
}

/** @param {{ phone: Phone, mayChange: boolean }} props */
export function CommitmentList({ phone, mayChange }) {
  const all = byOrder(phone.view.debrief.commitments ?? {});
  return html`
    <section class="stack" aria-labelledby="commitments-title">
      <h2 id="commitments-title">${t("Our commitments")}</h2>
      ${all.length === 0 && html`<p class="quiet">${t("None yet.")}</p>`}
      <ul class="stitch">
        ${all.map(([id, one]) => html`<li key=${id}><${CommitmentItem} phone=${phone} id=${id} one=${one} mayChange=${mayChange} /></li>`)}
      </ul>
    </section>
  `;
}

/** @param {{ phone: Phone, id: string, one: Commitment, mayChange: boolean }} props */
function CommitmentItem({ phone, id, one, mayChange }) {
  const subject = `drop:${id}`;
  const barrier = one.barrier ? phone.view.debrief.barriers?.[one.barrier] : undefined;
  const change = () => PARTS.forEach((part) =>
    phone.drafts.set(`commitment:${part}`, part === "id" ? id : one[/** @type {keyof Commitment} */ (part)] ?? ""));
  return html`
    <p dir="auto">${t("If {situation}, then {action}.", { situation: one.situation, action: one.action })}</p>
    <p class="small" dir="auto"><strong>${one.owner}</strong>${one.due && `, ${t("by {day}", { day: dayWords(one.due) })}`}</p>
    ${one.check && html`<p class="small quiet" dir="auto">${t("We will know: {check}", { check: one.check })}</p>`}
    ${barrier && html`<p class="small quiet" dir="auto">${t("Against: {barrier}", { barrier: barrier.text })}</p>`}
    ${mayChange && html`
      <${Standing} phone=${phone} subject=${subject} />
      <div class="cluster">
        <button type="button" class="button button--plain" disabled=${phone.paused} onClick=${change}>${t("Change")}</button>
        <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
          onClick=${() => phone.send(subject, { type: "drop_commitment", commitment_id: id })}>${t("Take out")}</button>
      </div>`}
  `;
}
