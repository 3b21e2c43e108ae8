// How a command stands that was sent from a facilitator's page: on its way, done or refused.

import { t } from "../languages/words.js";
import { html } from "./markup.js";

/** @typedef {{ sending: import("../wire/sending.js").Sending }} Sender */

/** Pending, done or refused, said politely. @param {{ desk: Sender, subject: string }} props */
export function Standing({ desk, subject }) {
  const outcome = desk.sending.of(subject);
  const words = { pending: t("Sending…"), done: t("✓ Done"), refused: outcome?.message ?? "" };
  return html`<span class=${`standing${outcome ? ` standing--${outcome.standing}` : ""}`} role="status">
    ${outcome ? words[outcome.standing] : ""}
  </span>`;
}

/** @param {{ desk: Sender, subject: string }} props */
export function isPending({ desk, subject }) {
  return desk.sending.of(subject)?.standing === "pending";
}
