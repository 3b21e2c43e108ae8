// Taps that reached the server when their step was over.

import { html } from "../parts/markup.js";
import { listed, t, tn } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

/** What each tap of a step is called on its button. @type {Record<string, string>} */
const BUTTONS = {
  take_seat: t("Take another seat"),
  finish_reading: t("I've read my facts"),
  give_read: t("Give my answer"),
  give_table_answer: t("Set our answer"),
  reveal_fact: t("Reveal"),
  hold_back: t("Hold back"),
  tell_why: t("Tell my table why"),
  mention_again: t("It was said again"),
  dispute_facts: t("They don't fit"),
  settle_dispute: t("Settled like this"),
  ask_role: t("Ask"),
  answer_ask: t("Answer with a fact"),
  link_facts: t("Link them"),
  raise_barrier: t("Add this barrier"),
  vote_for_barrier: t("Vote for this"),
  withdraw_vote: t("✓ My vote. Undo"),
  make_commitment: t("Make this commitment"),
  drop_commitment: t("Remove commitment"),
  check_out: t("Check out"),
};

/** Taps whose step was over, by the buttons they were made with. @param {{ phone: Phone }} props */
export function TooLate({ phone }) {
  const late = phone.outbox.tooLate;
  const buttons = new Set(late.map((entry) => BUTTONS[entry.command.type]).filter(Boolean));
  const what = listed([...buttons].map((button) => `“${button}”`));
  return html`
    <section class="notice notice--alert banner" role="status">
      <div class="stack stack--close">
        <p>${tn(
          "One tap came too late for its step and wasn't saved: {what}. What you typed is kept. If it matters, ask the facilitator to go back.",
          "{n} taps came too late for their step and weren't saved: {what}. What you typed is kept. If it matters, ask the facilitator to go back.",
          late.length, { what })}</p>
        <button type="button" class="button" onClick=${() => phone.outbox.dismissTooLate()}>${t("OK")}</button>
      </div>
    </section>
  `;
}
