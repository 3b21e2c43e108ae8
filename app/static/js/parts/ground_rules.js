// What is agreed before anybody speaks: the same words on the phones and on the screen.

import { t } from "../languages/words.js";

export const GROUND_RULES = [
  t("This family is invented. Leave real families and real names out of it."),
  t("You know what your agency would know. Talk first, then tap."),
  t("You can pass. You can hold back. If you do, say why: that's what we learn from."),
  t("You can step out at any time without a reason."),
];
