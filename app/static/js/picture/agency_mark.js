// An agency on the ring round the family: what people call it, or its letters where there is no room.

/** @import { Agency } from "./outline.js" */
/** @import { Places, Scale, Slot } from "./places.js" */
import { html } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** How high the name of an agency is set, for a text one unit high. */
const NAME = 1;
const NAME_LETTER = 0.6;
/** Two lines stand in a pill only when they are lower. */
const TWO_LINES = 0.74;
/** How much longer than its room a line may be before it is cut. */
const SQUEEZE = 1.2;

/** Between the round ends of a pill and what is written in it. */
const PADDING = 0.36;

/** @param {import("./kept.js").Keep} keep @param {Agency} agency @param {number} revealed @param {boolean} isNew @param {Places} places */
export function agencyMark(keep, agency, revealed, isNew, places) {
  const slot = places.slots[agency.id];
  return slot && keep(`agency ${agency.id}`, [places, agency.short, agency.name, agency.letters, revealed, isNew], () =>
    html`<${AgencyMark} key=${agency.id} ...${{ agency, slot, revealed, isNew, scale: places.scale }} />`);
}

/**
 * On the large drawing its short name; on the small one, where there is no room, its letters.
 * @param {{ agency: Agency, slot: Slot, revealed: number, isNew: boolean, scale: Scale }} props
 */
function AgencyMark({ agency, slot, revealed, isNew, scale }) {
  const state = `${revealed ? "" : " agency--silent"}${isNew ? " agency--new" : ""}`;
  return html`<g class=${`agency${state}`} data-role=${agency.id} data-agency=${agency.colour} transform=${`translate(${slot.x} ${slot.y})`}>
    <title>${agency.short} (${agency.name}, ${agency.agency}): ${t("{n} on the table", { n: revealed })}</title>
    ${scale.names ? html`<${Pill} ...${{ agency, slot, scale }} />` : html`<${Letters} ...${{ agency, slot }} />`}
  </g>`;
}

/** @param {{ agency: Agency, slot: Slot, scale: Scale }} props */
function Pill({ agency, slot, scale }) {
  const room = slot.width - 2 * PADDING * slot.height;
  const { words, size } = twoLines(agency.short, room, scale.text * NAME);
  return html`<rect class="agency__pill" width=${slot.width} height=${slot.height} rx=${slot.height / 2} />
    ${words.map((word, line) => html`<text class="agency__name" x=${slot.width / 2} font-size=${size} ...${squeezed(word, room, size)} text-anchor="middle"
      y=${slot.height / 2 + (line - (words.length - 1) / 2) * size * 0.92} dominant-baseline="central">${word}</text>`)}`;
}

/** @param {{ agency: Agency, slot: Slot }} props */
function Letters({ agency, slot }) {
  const [x, y] = [slot.width / 2, slot.height / 2];
  return html`<circle class="agency__badge" cx=${x} cy=${y} r=${y - 6} />
    <text class=${`agency__letters${agency.letters.length > 2 ? " agency__letters--small" : ""}`} x=${x} y=${y}
      text-anchor="middle" dominant-baseline="central">${agency.letters}</text>`;
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
  const tallest = lines.length > 1 ? largest * TWO_LINES : largest;
  const size = Math.round(Math.min(tallest, Math.max(largest * 0.86, room / (longest(lines) * NAME_LETTER))));
  const most = Math.floor((room * SQUEEZE) / (size * NAME_LETTER));
  return { words: lines.map((line) => (line.length > most ? `${line.slice(0, most - 1).replace(/ \S*$/, "")}…` : line)), size };
}
