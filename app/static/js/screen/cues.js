// What everybody does now, in one line under the name of the step: who looked away finds their way back.

import { t } from "../languages/words.js";

/** @typedef {import("../types").PhaseKind} PhaseKind */

/** What is done aloud or in silence, with phones or on paper. @type {Partial<Record<PhaseKind, string>>} */
const CUES = {
  read: t("Read your own facts, in silence"),
  ask_and_link: t("Ask each other; link what belongs together"),
};
/** @type {Partial<Record<PhaseKind, string>>} */
const CUES_FOR_PHONES = {
  first_read: t("Two questions on your phone. No talking yet"),
  share: t("Talk first, then tap Reveal"),
  second_read: t("The same two questions, then one answer together"),
  barriers: t("Write on your phone; it's anonymous"),
  vote: t("Vote on your phone"),
  check_out: t("Two last questions on your phone"),
};

/** The cue of a step, if it has one. A workshop without phones is not sent to them. @param {PhaseKind} kind @param {boolean} hasPhones */
export function cueOf(kind, hasPhones) {
  return CUES[kind] ?? (hasPhones ? CUES_FOR_PHONES[kind] : undefined);
}
