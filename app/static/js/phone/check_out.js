// The end: confidence then and now, one thing to take away; afterwards, what was found.

import { html } from "../parts/markup.js";
import { changedOne, CommitmentForm, CommitmentList } from "./commitments.js";
import { isOnItsWay, Scale, Send, TextBox } from "./fields.js";
import { Counts, Found } from "./growth.js";
import { Prompts } from "./lobby.js";
import { beginningWith } from "./reads.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const TAKEAWAY_LENGTH = 280;
const DRAFTS = ["check_out:then", "check_out:now", "check_out:takeaway"];
const AGAIN = "check_out:again";

/** @param {{ phone: Phone }} props */
export function CheckOut({ phone }) {
  const { mine, family } = phone.view;
  return html`
    <div class="stack">
      <p class="lead">${t("Step out of role.")}</p>
      <${Prompts} agenda=${phone.view.agenda} />
      ${mine.observer
        ? null
        : mine.check_out && !phone.drafts.get(AGAIN, false)
          ? html`<${Given} phone=${phone} />`
          : html`<${CheckOutForm} phone=${phone} />`}
      ${family.support && html`<p class="notice"><span>${family.support}</span></p>`}
      ${changedOne(phone) && html`<${CommitmentForm} phone=${phone} />`}
      <${CommitmentList} phone=${phone} mayChange=${true} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function Given({ phone }) {
  return html`
    <p class="notice notice--done" role="status"><span>${t("Saved. Thank you.")}</span></p>
    <button type="button" class="button" onClick=${() => phone.drafts.set(AGAIN, true)}>${t("Change my answer")}</button>
  `;
}

/** @param {{ phone: Phone }} props */
function CheckOutForm({ phone }) {
  const given = phone.view.mine.check_out;
  const prefilled = given
    ? beginningWith(phone, { [DRAFTS[0]]: given.confidence_then, [DRAFTS[1]]: given.confidence_now, [DRAFTS[2]]: given.takeaway })
    : phone;
  const then = prefilled.drafts.get(DRAFTS[0], -1);
  const now = prefilled.drafts.get(DRAFTS[1], -1);
  const takeaway = prefilled.drafts.get(DRAFTS[2], "").trim();
  const missing = then < 0 || now < 0 ? t("Choose a number on both scales.") : "";
  const send = () => phone.send("check_out", { type: "check_out", confidence_then: then, confidence_now: now, takeaway },
    [...DRAFTS, AGAIN]);
  const ends = { low: t("not at all"), high: t("completely") };
  return html`
    <${Scale} phone=${prefilled} draft=${DRAFTS[0]} legend=${t("Before today, how confident were you about what you may and should share?")} ...${ends} />
    <${Scale} phone=${prefilled} draft=${DRAFTS[1]} legend=${t("And now?")} ...${ends} />
    <${TextBox} phone=${prefilled} draft=${DRAFTS[2]} label=${t("One thing you take away")} most=${TAKEAWAY_LENGTH} rows=${2} optional=${true}
      note=${t(
        "It may appear in the report, without your name, once three people have written one. Others may know you by your words. No real names or cases."
        )} />
    <p class="quiet small">${t(
      "Your numbers are erased when the step is over. Only averages stay, once three people have checked out. In a small group, others may guess from them."
      )}</p>
    <${Send} phone=${phone} subject="check_out" label=${given ? t("Change my answer") : t("Check out")} missing=${missing} onPress=${send} />
    ${given && html`<button type="button" class="button button--wide" disabled=${isOnItsWay(phone, "check_out")}
      onClick=${() => phone.drafts.set(AGAIN, false)}>${t("Keep my answer")}</button>`}
  `;
}

/** @param {{ phone: Phone }} props */
export function Closed({ phone }) {
  const { family } = phone.view;
  return html`
    <div class="stack stack--far">
      <p class="lead">${t("The workshop is over. The facilitator has the report.")}</p>
      <${Counts} phone=${phone} />
      ${phone.table?.insights && html`<${Found} table=${phone.table} isLast />`}
      <${CommitmentList} phone=${phone} mayChange=${false} />
      ${family.support && html`<p class="notice"><span>${family.support}</span></p>`}
      <p><a class="button" href="/forget">${t("Forget me")}</a></p>
    </div>
  `;
}
