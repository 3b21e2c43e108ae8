// What is agreed before anybody speaks: the same words on the phones and on the screen.

import { t } from "../languages/words.js";

export const GROUND_RULES = [
  t("This family is invented. Leave real families and real names outside."),
  t("You hold what your agency would hold. Talk first, then tap."),
  t("Passing is fine. Holding back is fine: say why, that is what we learn from."),
  t("You may step out at any time without a reason."),
];
