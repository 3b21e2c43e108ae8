// An agency on the ring round the family: its letters, and its name where there is room.

/** @import { Agency, Outline } from "./outline.js" */
/** @import { Places, Scale, Slot } from "./places.js" */
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** How high the name of an agency is set, for a text one unit high. */
const NAME = 0.82;
/** Such names are lighter than people's: their letters are narrower. */
const NAME_LETTER = 0.53;
/** How much longer than its room a line may be before it is cut. */
const SQUEEZE = 1.2;

/** @param {import("./kept.js").Keep} keep @param {Agency} agency @param {Outline} content @param {Places} places */
export function agencyMark(keep, agency, content, places) {
  const slot = places.slots[agency.id];
  const revealed = content.facts.reduce((n, fact) => n + Number(fact.role === agency.id), 0);
  const isNew = content.newest?.role === agency.id;
  return slot && keep(`agency ${agency.id}`, [places, agency.name, agency.agency, agency.letters, revealed, isNew], () =>
    html`<${AgencyMark} key=${agency.id} ...${{ agency, slot, revealed, isNew, scale: places.scale }} />`);
}

/** @param {{ agency: Agency, slot: Slot, revealed: number, isNew: boolean, scale: Scale }} props */
function AgencyMark({ agency, slot, revealed, isNew, scale }) {
  const state = `${revealed ? "" : " agency--silent"}${isNew ? " agency--new" : ""}`;
  const middle = slot.height / 2;
  const room = slot.width - slot.height * 1.2;
  const { words, size } = scale.names ? twoLines(agency.name, room, scale.text * NAME) : { words: [], size: 0 };
  const badgeX = scale.names ? middle : slot.width / 2;
  return html`<g class=${`agency${state}`} data-role=${agency.id}
    data-agency=${agency.colour} transform=${`translate(${slot.x} ${slot.y})`}>
    <title>${agency.name}, ${agency.agency}: ${t("{n} on the table", { n: revealed })}</title>
    ${scale.names && html`<rect class="agency__pill" width=${slot.width} height=${slot.height} rx=${middle} />`}
    <circle class="agency__badge" cx=${badgeX} cy=${middle} r=${middle - 6} />
    <text class=${`agency__letters${agency.letters.length > 2 ? " agency__letters--small" : ""}`} x=${badgeX} y=${middle}
      text-anchor="middle" dominant-baseline="central">${agency.letters}</text>
    ${words.map((word, line) => html`<text class="agency__name" x=${slot.height} font-size=${size} ...${squeezed(word, room, size)}
      y=${middle + (line - (words.length - 1) / 2) * scale.text * 0.95} dominant-baseline="central">${word}</text>`)}
  </g>`;
}

/** A line a little too long is set narrower. @param {string} line @param {number} room @param {number} size */
function squeezed(line, room, size) {
  return line.length * size * NAME_LETTER > room ? { textLength: room, lengthAdjust: "spacingAndGlyphs" } : {};
}

/**
 * A name over at most two lines, as even as can be; smaller where it is long, and cut only where that is not enough.
 *
 * @param {string} name
 * @param {number} room
 * @param {number} largest
 */
function twoLines(name, room, largest) {
  const words = name.replace(/[\u2068\u2069]/g, "").split(" "); // of one without a translation: they take no room
  const ways = words.map((_, place) => [words.slice(0, place).join(" "), words.slice(place).join(" ")].filter(Boolean));
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map((line) => line.length));
  const best = ways.reduce((found, way) => (longest(way) < longest(found) ? way : found), [name]);
  const lines = name.length * largest * NAME_LETTER <= room ? [name] : best;
  const size = Math.round(Math.min(largest, Math.max(largest * 0.86, room / (longest(lines) * NAME_LETTER))));
  const most = Math.floor((room * SQUEEZE) / (size * NAME_LETTER));
  return { words: lines.map((line) => (line.length > most ? `${line.slice(0, most - 1).replace(/ \S*$/, "")}…` : line)), size };
}
