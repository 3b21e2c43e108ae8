// The code and the address as people read and type them.

/** @param {string} code */
export function plainCode(code) {
  return code.replace(/\s/g, "");
}

/** Two groups of three. @param {string} code */
export function shownCode(code) {
  const plain = plainCode(code);
  return `${plain.slice(0, 3)} ${plain.slice(3)}`;
}

/** The address without what nobody types. @param {string | undefined} url */
export function hostOf(url) {
  return (url ?? "").replace(/^https?:\/\//, "").replace(/\/join\/[^/]*$/, "");
}
