// Shapes of people and of kinds of fact. Each stands where it is told to: a `transform` of its own would be one more
// place for the browser to look up whenever anything on the page changes.

/**
 * @param {string} shape  a person's symbol or a fact's column
 * @param {number} size
 * @param {{ x: number, y: number }} [at]  its middle
 */
export function shapePath(shape, size, { x, y } = { x: 0, y: 0 }) {
  const half = size / 2;
  switch (shape) {
    case "square":
      return boxed(x, y, half);
    case "neutral":
      return boxed(x, y, half * 0.85);
    case "diamond":
      return `M${x} ${y - half * 1.12}L${x + half * 1.12} ${y}L${x} ${y + half * 1.12}L${x - half * 1.12} ${y}Z`;
    case "triangle":
    case "worry":
      return `M${x} ${y - half}L${x + half * 1.08} ${y + half * 0.9}H${x - half * 1.08}Z`;
    default: // circle, question and strength
      return `M${x - half} ${y}A${half} ${half} 0 1 1 ${x + half} ${y}A${half} ${half} 0 1 1 ${x - half} ${y}Z`;
  }
}

/** @param {number} x @param {number} y @param {number} half */
function boxed(x, y, half) {
  return `M${x - half} ${y - half}H${x + half}V${y + half}H${x - half}Z`;
}
