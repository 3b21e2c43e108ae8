// What this seat is asked: the tab counts it from the start; asking and answering come later.

import { byOrder } from "../parts/order.js";

/**
 * The questions put to this seat and not yet answered.
 * @param {import("./phone").Phone} phone
 * @returns {[string, import("../types").Ask][]}
 */
export function askedOfMe(phone) {
  const mine = phone.view.seat?.roles ?? {};
  return byOrder(phone.table?.asks ?? {}).filter(([, ask]) => ask.role in mine && !ask.reply);
}
