// Shapes of people and of kinds of fact, centred on 0 0.

/**
 * @param {string} shape  a person's symbol or a fact's column
 * @param {number} size
 */
export function shapePath(shape, size) {
  const half = size / 2;
  switch (shape) {
    case "square":
      return `M${-half} ${-half}H${half}V${half}H${-half}Z`;
    case "neutral":
      return `M${-half * 0.85} ${-half * 0.85}H${half * 0.85}V${half * 0.85}H${-half * 0.85}Z`;
    case "diamond":
      return `M0 ${-half * 1.12}L${half * 1.12} 0L0 ${half * 1.12}L${-half * 1.12} 0Z`;
    case "triangle":
    case "worry":
      return `M0 ${-half}L${half * 1.08} ${half * 0.9}H${-half * 1.08}Z`;
    default: // circle, question and strength
      return `M${-half} 0A${half} ${half} 0 1 1 ${half} 0A${half} ${half} 0 1 1 ${-half} 0Z`;
  }
}
