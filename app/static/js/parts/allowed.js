// What the running step allows, as the server says it (docs/protocol.md, `allows`). No page decides that itself.

/** @param {string} allowed commands, comma-joined @param {string} type */
const has = (allowed, type) => allowed.split(",").includes(type);

/**
 * Whether who sits here, or observes, may say this now.
 * @param {{ view: Pick<import("../types").PhoneView, "agenda" | "mine"> }} phone
 * @param {string} type
 */
export function phoneMay({ view }, type) {
  return has(view.agenda.allows[view.mine.observer ? "observer" : "participant"], type);
}

/**
 * Whether who leads may say this now, on the console or at the duty desk.
 * @param {Pick<import("../facilitator").Console, "view" | "audience">} desk
 * @param {string} type
 */
export function deskMay({ view, audience }, type) {
  return has(view.lead.allows[audience], type);
}
