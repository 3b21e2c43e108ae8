// One colour number and one pair of letters per role, the same on every page: order of ids, letters of names.

const COLOURS = 12;
const JOINING_WORD = /^\p{Ll}{1,3}$/u; // "of", "and", "the"

/**
 * @typedef {{ number: number, letters: string, name: string, agency: string }} AgencyMark
 */

/**
 * A mark for each role: `number` 1-12 for data-agency, `letters` unlike any other role's.
 * @param {Record<string, { name: string, agency: string }>} roles
 * @returns {Record<string, AgencyMark>}
 */
export function agencyMarks(roles) {
  /** @type {Record<string, AgencyMark>} */
  const marks = {};
  const taken = new Set();
  Object.keys(roles).sort().forEach((id, index) => {
    const letters = unlike(roles[id].name, taken);
    taken.add(letters);
    marks[id] = { number: (index % COLOURS) + 1, letters, name: roles[id].name, agency: roles[id].agency };
  });
  return marks;
}

/**
 * Initials where there are two words ("Health visitor": HV), else the first two letters; a third sets twins apart.
 * @param {string} name
 * @param {Set<string>} taken
 */
function unlike(name, taken) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const telling = words.filter((word) => !JOINING_WORD.test(word));
  const [first = "?", second = ""] = telling.length > 1 ? telling : words;
  const tries = [
    (first[0] + (second ? second[0] : first.slice(1, 2))).toUpperCase(),
    (first.slice(0, 2) + second.slice(0, 1)).toUpperCase(),
    (first.slice(0, 1) + second.slice(0, 2)).toUpperCase(),
  ];
  const free = tries.find((letters) => letters !== "" && !taken.has(letters));
  if (free) return free;
  let number = 2;
  while (taken.has(`${tries[0]}${number}`)) number += 1;
  return `${tries[0]}${number}`;
}
