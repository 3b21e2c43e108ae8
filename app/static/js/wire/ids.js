// Ids made on the device: 21 characters of [A-Za-z0-9_-], 126 bits. `crypto.randomUUID` is absent on plain http.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const LENGTH = 21;

/** @returns {string} */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => LETTERS[byte & 63]).join("");
}
