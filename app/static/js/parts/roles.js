// Who sits where, in words.

/**
 * "Health visitor + Practice nurse".
 * @param {{ view: { family: import("../types").Family } }} desk
 * @param {string} roles
 * @param {string} between
 */
export function rolesText({ view }, roles, between = " + ") {
  return roles.split(",").map((role) => view.family.roles[role]?.name ?? role).join(between);
}
