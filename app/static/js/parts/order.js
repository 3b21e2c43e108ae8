// Things in the order in which the server says they came.

/** @template {{ order: number }} T @param {Record<string, T>} byId @returns {[string, T][]} */
export function byOrder(byId) {
  return Object.entries(byId).sort(([, a], [, b]) => a.order - b.order);
}
