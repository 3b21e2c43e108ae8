// The family and the agencies round it, as one drawing.

/** @import { Outline, PersonKnown, Agency, Tally } from "./outline.js" */
/** @import { Places, Point, Scale, Slot } from "./places.js" */
/** @import { Label, Line } from "./lines.js" */
import { html, useMemo, useRef } from "../markup.js";
import { homes } from "./households.js";
import { useKept, useSame } from "./kept.js";
import { labelBox, lines } from "./lines.js";
import { COLUMNS } from "./outline.js";
import { personBox } from "./places.js";
import { shapePath } from "./shapes.js";
import { threadPath } from "./threads.js";
import { COLUMN_WORDS, personWords } from "./words.js";
import { t } from "../words.js";

/** About how wide a letter of a name is, for a letter one unit high. */
const LETTER = 0.62;
/** A thread from an agency to a person: each doubling of the facts makes it thicker by a step. */
const THREAD = { thinnest: 2.5, step: 2.2, thickest: 12 };
/** With more threads than these, each is drawn fainter, so that names and lines stay in front. */
const FEW_THREADS = 48;
/** How high the name of an agency is set, for a text one unit high. */
const NAME = 0.82;
/** Such names are lighter than people's: their letters are narrower. */
const NAME_LETTER = 0.53;
const NO_FACTS = { worry: 0, strength: 0, neutral: 0 };

/**
 * @param {{
 *   content: Outline, places: Places, label: string, viewBox: string,
 *   chosen?: string, onChoose?: (person_id: string) => void,
 * }} props  `onChoose` stays the same function from one rendering to the next
 */
export function Genogram({ content, places, label, viewBox, chosen, onChoose }) {
  const keep = useKept();
  const { around, families, bonds } = useLines(content, places);
  const { newest } = content;
  const threads = content.agencies.flatMap((agency) => threadsOf(keep, agency, newest?.role === agency.id ? newest.people : [], places));
  return html`<svg class="genogram" viewBox=${viewBox} role=${onChoose ? "group" : "img"} aria-label=${label}>
    ${keep("homes", [around], () => html`<g class="genogram__homes">${around.map(Home)}</g>`)}
    <g class=${`genogram__threads${threads.length > FEW_THREADS ? " genogram__threads--many" : ""}`}>${threads}</g>
    ${keep("families", [families], () => html`<g class="genogram__lines">${families.map(FamilyLine)}</g>`)}
    ${keep("bonds", [bonds], () => html`<g class="genogram__bonds">${bonds.map(Bond)}</g>`)}
    <g class="genogram__people">
      ${content.people.map((person) => personMark(keep, { person, content, places, chosen, onChoose }))}
    </g>
    ${keep("names", [around], () => html`<g class="genogram__homes">${around.map(HomeName)}</g>`)}
    <g class="genogram__agencies">
      ${content.agencies.map((agency) => agencyMark(keep, agency, content, places))}
    </g>
  </svg>`;
}

/** What joins and surrounds people: worked out anew only when somebody or a line has come to the picture. @param {Outline} content @param {Places} places */
function useLines(content, places) {
  const people = useSame(content.people);
  const relations = useSame(content.relations);
  const kept = useRef({ places, labels: /** @type {Map<string, Label>} */ (new Map()) });
  if (kept.current.places.scale !== places.scale) kept.current = { places, labels: new Map() };
  return useMemo(() => {
    const around = homes(content.households, places);
    const taken = [
      ...Object.values(places.people).map((at) => personBox(at, places)),
      ...around.map((home) => labelBox(home.at, home.name, places.scale.text)),
    ];
    const born = Object.fromEntries(people.map((person) => [person.id, person.born]));
    return { around, ...lines(relations, places.people, places.scale, { born, taken, kept: kept.current.labels }) };
  }, [people, relations, places]);
}

/** @param {import("./households.js").Home} home */
function Home(home) {
  const outline = home.isBand
    ? html`<path class="home__edge" d=${home.path} stroke-width=${home.width + 4} />
        <path class="home__band" d=${home.path} stroke-width=${home.width} />`
    : html`<path class="home__loop" d=${home.path} />`;
  return html`<g class="home" key=${home.id}>${outline}</g>`;
}

/** Over the lines, which would cross it out. @param {import("./households.js").Home} home */
function HomeName(home) {
  return html`<text class="home__name" key=${home.id} x=${home.at.x} y=${home.at.y} text-anchor="middle">${home.name}</text>`;
}

/** @param {import("./kept.js").Keep} keep @param {Agency} agency @param {string[]} newest @param {Places} places */
function threadsOf(keep, agency, newest, places) {
  const slot = places.slots[agency.id];
  if (!slot) return [];
  return Object.entries(agency.known).filter(([id]) => places.people[id]).map(([id, count]) => {
    const isNew = newest.includes(id);
    return keep(`thread ${agency.id} ${id}`, [count, isNew, agency.colour, places], () => {
      const width = Math.min(THREAD.thinnest + Math.log2(count) * THREAD.step, THREAD.thickest);
      return html`<path key=${`${agency.id} ${id}`} class=${`thread fades-in${isNew ? " thread--new" : ""}`}
        data-agency=${agency.colour} data-thread=${`${agency.id} ${id}`}
        d=${threadPath(slot, id, places)} stroke-width=${Number(width.toFixed(1))} />`;
    });
  });
}

/** @param {Line} line */
function FamilyLine(line) {
  return html`<g class=${`family-line family-line--${line.kind}`} key=${line.id} data-line=${line.kind} data-id=${line.id}>
    <path d=${line.path} />
    ${line.marks && html`<path class="family-line__marks" d=${line.marks} />`}
    ${line.label && html`<text x=${line.at.x} y=${line.at.y} text-anchor="middle" font-size=${line.size}>${line.label}</text>`}
    ${line.below && html`<text x=${line.at.x} y=${line.at.y + (line.size ?? 0) + 36} text-anchor="middle" font-size=${line.size}>${line.below}</text>`}
  </g>`;
}

/** @param {Line} line */
function Bond(line) {
  return html`<g class=${`bond bond--${line.kind} fades-in`} key=${line.id} data-line=${line.kind} data-id=${line.id}>
    <path d=${line.path} />
    ${line.marks && html`<path class="bond__marks" d=${line.marks} />`}
    <text x=${line.at.x} y=${line.at.y} text-anchor="middle" dominant-baseline="middle">${line.label}</text>
  </g>`;
}

/**
 * @param {import("./kept.js").Keep} keep
 * @param {{ person: PersonKnown, content: Outline, places: Places, chosen?: string,
 *   onChoose?: (person_id: string) => void }} given
 */
function personMark(keep, { person, content, places, chosen, onChoose }) {
  const at = places.people[person.id];
  if (!at) return null;
  const tally = content.tallies[person.id] ?? NO_FACTS;
  const isNew = content.newest?.people.includes(person.id) ?? false;
  const isDisputed = content.disputed.has(person.id);
  const isChosen = chosen === person.id;
  const name = shortName(person, content, places);
  const counts = COLUMNS.map((column) => tally[column]);
  return keep(`person ${person.id}`, [person, places, ...counts, isNew, isDisputed, isChosen, name, onChoose], () =>
    html`<${PersonMark} key=${person.id} ...${{ person, at, places, tally, name, isNew, isDisputed, isChosen, onChoose }} />`);
}

/**
 * @param {{ person: PersonKnown, at: Point, places: Places, tally: Tally, name: string, isNew: boolean,
 *   isDisputed: boolean, isChosen: boolean, onChoose?: (person_id: string) => void }} props
 */
function PersonMark({ person, at, places, tally, name, isNew, isDisputed, isChosen, onChoose }) {
  const { symbol, text } = places.scale;
  const also = person.also_known_as?.split(",").join(", ");
  const choose = () => onChoose?.(person.id);
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  };
  const button = onChoose && {
    role: "button", tabindex: 0, onClick: choose, onKeyDown: onKey,
    "aria-pressed": isChosen, "aria-label": `${personWords(person)}: ${tallyWords(tally)}${isDisputed ? `, ${t("≠ Needs resolving")}` : ""}`,
  };
  return html`<g class=${`person fades-in${isNew ? " person--new" : ""}`} data-person=${person.id}
    transform=${`translate(${at.x} ${at.y})`} ...${button}>
    ${onChoose && html`<rect class="person__target" x=${-symbol * 0.75} y=${-symbol * 0.7}
      width=${symbol * 1.5} height=${symbol * 1.2 + text * 2.4} rx="10" />`}
    ${isChosen && html`<circle class="person__chosen" r=${symbol * 0.82} />`}
    <${SymbolMark} person=${person} size=${symbol} />
    ${person.died && html`<${Years} person=${person} scale=${places.scale} />`}
    ${isDisputed && html`<g class="person__disputed fades-in" transform=${`translate(${symbol * 0.56} ${-symbol * 0.42})`}>
      <circle r=${symbol * 0.2} /><text text-anchor="middle" dominant-baseline="central">≠</text></g>`}
    <text class="person__name" y=${symbol / 2 + text} text-anchor="middle"
      font-size=${nameSize(name, text, places.step)}>${name}</text>
    ${also && html`<text class="person__also" y=${symbol / 2 + text * 1.85} text-anchor="middle">${t("also {names}", { names: also })}</text>`}
    <${Tallies} tally=${tally} y=${symbol / 2 + text * (also ? 2.75 : 1.95)} places=${places} />
  </g>`;
}

/** The year of birth above on the left, that of death on the right. @param {{ person: PersonKnown, scale: Scale }} props */
function Years({ person, scale: { symbol, text } }) {
  const y = -symbol / 2 - text * 0.3;
  return html`<text class="person__years" y=${y} x=${-symbol * 0.06} text-anchor="end">${person.born?.slice(0, 4) ?? ""}</text>
    <text class="person__years" y=${y} x=${symbol * 0.06}>${person.died?.slice(0, 4) ?? ""}</text>`;
}

/**
 * The name as it fits between neighbours: whole, or the first word where that is nobody else's.
 *
 * @param {PersonKnown} person
 * @param {Outline} content
 * @param {Places} places
 */
function shortName(person, content, places) {
  const [first = person.name] = person.name.split(" ");
  const fits = (person.name.length + 1) * places.scale.text * LETTER <= places.step;
  const isItsOwn = first.length > 2 && content.people.filter((one) => one.name.startsWith(first)).length === 1;
  return !fits && isItsOwn && first !== "The" ? first : person.name;
}

/** Long names are set smaller rather than over their neighbour's. @param {string} name @param {number} text @param {number} room */
function nameSize(name, text, room) {
  return Math.round(text * Math.min(1, Math.max(0.68, room / (name.length * text * LETTER))));
}

/** A pregnancy that ended is small and crossed. @param {{ person: PersonKnown, size: number }} props */
function SymbolMark({ person, size: whole }) {
  const isLoss = person.symbol === "triangle" && Boolean(person.died);
  const size = isLoss ? whole * 0.6 : whole;
  const half = size / 2;
  const cross = `M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`;
  return html`<g class=${`symbol symbol--${person.symbol}`} data-symbol=${person.symbol}>
    <path class="symbol__halo" d=${shapePath(person.symbol, size * 1.5)} />
    ${person.index && html`<path class="symbol__second" d=${shapePath(person.symbol, size + 15)} />`}
    <path class="symbol__shape" d=${shapePath(person.symbol, size)} />
    ${person.died && html`<path class="symbol__cross" d=${cross} />`}
    <text class="symbol__age" text-anchor="middle" dominant-baseline="central">
      ${person.symbol === "question" ? "?" : isLoss ? "" : (person.age ?? "")}
    </text>
  </g>`;
}

/** How many worries, strengths and other facts name this person; each kind has its own place. @param {{ tally: Tally, y: number, places: Places }} props */
function Tallies({ tally, y, places: { scale, step } }) {
  const room = Math.min(scale.tally, step / 3);
  const shape = Math.min(scale.tally * 0.4, room * 0.36);
  return COLUMNS.map((column, place) => {
    const digits = String(tally[column]).length;
    const size = Math.min(scale.text * 0.95, (room - shape - 4) / (digits * LETTER));
    return tally[column]
      ? html`<g key=${column} class=${`tally tally--${column} fades-in`} transform=${`translate(${(place - 1) * room} ${y})`}>
          <path d=${shapePath(column, shape)} transform=${`translate(${shape / 2 - room / 2 + 2} 0)`} />
          <text x=${shape - room / 2 + 4} dominant-baseline="central" font-size=${Math.round(size)}>${tally[column]}</text>
        </g>`
      : null;
  });
}

/** @param {Tally} tally */
function tallyWords(tally) {
  const said = COLUMNS.filter((column) => tally[column] > 0).map((column) => `${COLUMN_WORDS[column]} ${tally[column]}`);
  return said.join(", ") || t("no facts yet");
}

/** @param {import("./kept.js").Keep} keep @param {Agency} agency @param {Outline} content @param {Places} places */
function agencyMark(keep, agency, content, places) {
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
    <text class=${`agency__letters${agency.letters.length > 2 ? " agency__letters--small" : ""}`} x=${badgeX} y=${middle} text-anchor="middle" dominant-baseline="central">${agency.letters}</text>
    ${words.map((word, line) => html`<text class="agency__name" x=${slot.height} font-size=${size}
      y=${middle + (line - (words.length - 1) / 2) * scale.text * 0.95} dominant-baseline="central">${word}</text>`)}
  </g>`;
}

/**
 * A name over at most two lines, as even as can be; smaller where it is long, and cut only where that is not enough.
 *
 * @param {string} name
 * @param {number} room
 * @param {number} largest
 */
function twoLines(name, room, largest) {
  const words = name.split(" ");
  const ways = words.map((_, place) => [words.slice(0, place).join(" "), words.slice(place).join(" ")].filter(Boolean));
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map((line) => line.length));
  const best = ways.reduce((found, way) => (longest(way) < longest(found) ? way : found), [name]);
  const lines = name.length * largest * NAME_LETTER <= room ? [name] : best;
  const size = Math.round(Math.min(largest, Math.max(largest * 0.86, room / (longest(lines) * NAME_LETTER))));
  const most = Math.floor(room / (size * NAME_LETTER)) + 1;
  return { words: lines.map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line)), size };
}
