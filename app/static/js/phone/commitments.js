// What we will do: if this happens, then somebody does that, by a day; and how we will know.

import { html, useId } from "../markup.js";
import { newId } from "../ids.js";
import { mostVoted } from "./debrief.js";
import { byOrder } from "./facts.js";
import { isOnItsWay, Send, Standing, TextBox } from "./fields.js";
import { Prompts } from "./lobby.js";

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
      ${!phone.view.mine.observer && html`<${CommitmentForm} phone=${phone} />`}
      <${CommitmentList} phone=${phone} mayChange=${!phone.view.mine.observer} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function CommitmentForm({ phone }) {
  const [situation, action, owner, check, due, barrier, id] = DRAFTS.map((draft) => phone.drafts.get(draft, "").trim());
  const missing = !situation ? "Say when it applies." : !action ? "Say what is done." : !owner ? "Say who does it." : "";
  const make = () => phone.send("commitment", {
    type: "make_commitment", commitment_id: id || newId(), situation, action, owner, check,
    ...(due ? { due } : {}), ...(barrier ? { barrier_id: barrier } : {}),
  }, DRAFTS);
  return html`
    <section class="sheet stack" aria-labelledby="commitment-title">
      <h2 id="commitment-title">${id ? "Change the commitment" : "One thing we will do"}</h2>
      <${TextBox} phone=${phone} draft="commitment:situation" label="If …" most=${TEXT_LENGTH} rows=${2} note="the situation it is for" />
      <${TextBox} phone=${phone} draft="commitment:action" label="then …" most=${TEXT_LENGTH} rows=${2} note="the first step" />
      <${TextBox} phone=${phone} draft="commitment:owner" label="Who" most=${TEXT_LENGTH} rows=${1} note="an agency or a post rather than a private name" />
      <${DueDay} phone=${phone} />
      <${TextBox} phone=${phone} draft="commitment:check" label="How we will know" most=${TEXT_LENGTH} rows=${2} optional=${true} />
      <${BarrierChoice} phone=${phone} />
      <${Send} phone=${phone} subject="commitment" label=${id ? "Save the change" : "Make this commitment"} missing=${missing}
        saved="Saved. It stands in the list below." onPress=${make} />
      ${id && html`<button type="button" class="button button--plain" onClick=${() => phone.drafts.clear(DRAFTS)}>Do not change it</button>`}
    </section>
  `;
}

/** @param {{ phone: Phone }} props */
function DueDay({ phone }) {
  const id = useId();
  return html`
    <div class="field">
      <label class="field__label" for=${id}>By when <span class="quiet">(if you like)</span></label>
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
      <label class="field__label" for=${id}>Against which barrier <span class="quiet">(if you like)</span></label>
      <select class="field__box" id=${id} onChange=${(/** @type {any} */ event) => phone.drafts.set("commitment:barrier", event.currentTarget.value)}>
        <option value="" selected=${chosen === ""}>None in particular</option>
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
      <h2 id="commitments-title">Our commitments</h2>
      ${all.length === 0 && html`<p class="quiet">None yet.</p>`}
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
    <p dir="auto"><strong>If</strong> ${one.situation}, <strong>then</strong> ${one.action}.</p>
    <p class="small quiet" dir="auto">${one.owner}${one.due && `, by ${one.due}`}${one.check && `. We will know: ${one.check}`}</p>
    ${barrier && html`<p class="small quiet" dir="auto">Against: ${barrier.text}</p>`}
    ${mayChange && html`
      <${Standing} phone=${phone} subject=${subject} />
      <div class="cluster">
        <button type="button" class="button button--plain" disabled=${phone.paused} onClick=${change}>Change</button>
        <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
          onClick=${() => phone.send(subject, { type: "drop_commitment", commitment_id: id })}>Take out</button>
      </div>`}
  `;
}
