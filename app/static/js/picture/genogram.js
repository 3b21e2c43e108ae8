// The family and the agencies round it, as one drawing.

/** @import { Outline, PersonKnown, Agency, Tally } from "./outline.js" */
/** @import { Box, Places, Point, Scale, Slot } from "./places.js" */
/** @import { Label, Line } from "./lines.js" */
import { html, useMemo, useRef } from "../parts/markup.js";
import { agencyMark } from "./agency_mark.js";
import { homes } from "./households.js";
import { useKept, useSame } from "./kept.js";
import { drawnLines, labelBox, labelled } from "./lines.js";
import { strokesIn } from "./meeting.js";
import { COLUMNS } from "./outline.js";
import { personBox } from "./places.js";
import { nameSize, placed, plateOf, shortName, talliesBelow } from "./plates.js";
import { shapePath } from "./shapes.js";
import { threadPath } from "./threads.js";
import { COLUMN_WORDS, personWords } from "./words.js";
import { t } from "../languages/words.js";

/** About how wide a digit of a tally is, for a digit one unit high. */
const DIGIT = 0.62;
/** A thread from an agency to a person: each doubling of the facts makes it thicker by a step. */
const THREAD = { thinnest: 2.5, step: 2.2, thickest: 12 };
/** With more threads than these, each is drawn fainter, so that names and lines stay in front. */
const FEW_THREADS = 48;
const NO_FACTS = { worry: 0, strength: 0, neutral: 0 };

/**
 * @typedef {{
 *   content: Outline, places: Places, label: string, viewBox: string,
 *   chosen?: string, onChoose?: (person_id: string) => void,
 * }} Given  `onChoose` stays the same function from one rendering to the next
 */

/** Worked out anew only where something of it is another. @param {Given} props */
export function Genogram({ content, places, label, viewBox, chosen, onChoose }) {
  const given = { content, places, label, viewBox, chosen, onChoose };
  return useMemo(() => html`<${Drawing} ...${given} />`, Object.values(given));
}

/** @param {Given} props */
function Drawing({ content, places, label, viewBox, chosen, onChoose }) {
  const keep = useKept();
  const { around, families, bonds, names, atHome } = useLines(content, places);
  const { newest } = content;
  const threads = content.agencies.flatMap((agency) => threadsOf(keep, agency, newest?.role === agency.id ? newest.people : [], places));
  return html`<svg class="genogram" viewBox=${viewBox} role=${onChoose ? "group" : "img"} aria-label=${label}>
    ${keep("homes", [around], () => html`<g class="genogram__homes">${around.map(Home)}</g>`)}
    <g class=${`genogram__threads${threads.length > FEW_THREADS ? " genogram__threads--many" : ""}`}>${threads}</g>
    ${keep("families", [families], () => html`<g class="genogram__lines">${families.map(FamilyLine)}</g>`)}
    ${keep("bonds", [bonds], () => html`<g class="genogram__bonds">${bonds.map(Bond)}</g>`)}
    <g class="genogram__plates">
      ${content.people.map((person) => plateMark(keep, person, names[person.id] ?? "", content, places, atHome.has(person.id)))}
    </g>
    <g class="genogram__people">
      ${content.people.map((person) => personMark(keep, { person, name: names[person.id] ?? "", content, places,
        isAtHome: atHome.has(person.id), chosen, onChoose }))}
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
  const kept = useRef(nothingKept(places));
  if (kept.current.places.scale !== places.scale) kept.current = nothingKept(places);
  return useMemo(() => {
    const names = Object.fromEntries(people.map((person) => [person.id, shortName(person, people, places)]));
    const plates = platesOf(people, names, places);
    const born = Object.fromEntries(people.map((person) => [person.id, person.born]));
    const drawn = drawnLines(relations, places.people, places.scale, born);
    const written = [...Object.values(places.people).map((at) => personBox(at, places)), ...Object.values(plates)];
    const strokes = [...drawn.families, ...drawn.bonds].flatMap((line) => strokesIn(line.path));
    const around = homes(content.households, places, { plates, strokes, taken: [...written, ...Object.values(places.slots).map(slotBox)],
      kept: kept.current.homes });
    const taken = [...written, ...around.map((home) => labelBox(home.at, home.name, places.scale.text))];
    const atHome = new Set(around.flatMap((home) => (home.isBand ? [] : home.people)));
    return { around, names, atHome, ...labelled(drawn, places.scale.text, { taken, kept: kept.current.labels }) };
  }, [people, relations, places]);
}

/** @param {Places} places */
function nothingKept(places) {
  return { places, labels: /** @type {Map<string, Label>} */ (new Map()), homes: /** @type {Map<string, Point>} */ (new Map()) };
}

/** Where names and tallies stand. @param {PersonKnown[]} people @param {Record<string, string>} names @param {Places} places @returns {Record<string, Box>} */
function platesOf(people, names, places) {
  return Object.fromEntries(people.flatMap((person) => {
    const at = places.people[person.id];
    return at ? [[person.id, placed(plateOf(person, names[person.id] ?? "", places), at)]] : [];
  }));
}

/** @param {Slot} slot @returns {Box} */
function slotBox({ x, y, width, height }) {
  return { left: x, right: x + width, top: y, bottom: y + height };
}

/**
 * @param {import("./kept.js").Keep} keep
 * @param {PersonKnown} person
 * @param {string} name
 * @param {Outline} content
 * @param {Places} places
 * @param {boolean} isAtHome
 */
function plateMark(keep, person, name, content, places, isAtHome) {
  const at = places.people[person.id];
  const hasTallies = Boolean(content.tallies[person.id]);
  return at && keep(`plate ${person.id}`, [person, places, name, hasTallies, isAtHome], () => {
    const { left, right, top, bottom } = placed(plateOf(person, name, places, hasTallies), at);
    return html`<rect key=${person.id} class=${`plate${isAtHome ? " plate--home" : ""}`} x=${left} y=${top} width=${right - left}
      height=${bottom - top} rx="6" />`;
  });
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
  return html`<text class="home__name" key=${home.id} x=${home.at.x} y=${home.at.y} text-anchor="middle" dominant-baseline="central">${home.name}</text>`;
}

/** @param {import("./kept.js").Keep} keep @param {Agency} agency @param {string[]} newest @param {Places} places */
function threadsOf(keep, agency, newest, places) {
  const slot = places.slots[agency.id];
  if (!slot) return [];
  const known = Object.entries(agency.known).filter(([id]) => places.people[id]);
  return keep(`threads ${agency.id}`, [...known.flat(), ...newest, agency.colour, places], () => known.map(([id, count]) => {
    const isNew = newest.includes(id);
    return keep(`thread ${agency.id} ${id}`, [count, isNew, agency.colour, places], () => {
      const width = Math.min(THREAD.thinnest + Math.log2(count) * THREAD.step, THREAD.thickest);
      return html`<path key=${`${agency.id} ${id}`} class=${`thread${isNew ? " thread--new" : ""}`}
        data-agency=${agency.colour} data-thread=${`${agency.id} ${id}`}
        d=${threadPath(slot, id, places)} stroke-width=${Number(width.toFixed(1))} />`;
    });
  }));
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
 * @param {{ person: PersonKnown, name: string, content: Outline, places: Places, isAtHome: boolean, chosen?: string,
 *   onChoose?: (person_id: string) => void }} given
 */
function personMark(keep, { person, name, content, places, isAtHome, chosen, onChoose }) {
  const at = places.people[person.id];
  if (!at) return null;
  const tally = content.tallies[person.id] ?? NO_FACTS;
  const isNew = content.newest?.people.includes(person.id) ?? false;
  const isDisputed = content.disputed.has(person.id);
  const isChosen = chosen === person.id;
  const counts = COLUMNS.map((column) => tally[column]);
  return keep(`person ${person.id}`, [person, places, ...counts, isNew, isDisputed, isChosen, name, isAtHome, onChoose], () =>
    html`<${PersonMark} key=${person.id} ...${{ person, at, places, tally, name, isNew, isDisputed, isChosen, isAtHome, onChoose }} />`);
}

/**
 * @param {{ person: PersonKnown, at: Point, places: Places, tally: Tally, name: string, isNew: boolean,
 *   isDisputed: boolean, isChosen: boolean, isAtHome: boolean, onChoose?: (person_id: string) => void }} props
 */
function PersonMark({ person, at, places, tally, name, isNew, isDisputed, isChosen, isAtHome, onChoose }) {
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
  return html`<g class=${`person fades-in${isNew ? " person--new" : ""}${isAtHome ? " person--home" : ""}`} data-person=${person.id}
    transform=${`translate(${at.x} ${at.y})`} ...${button}>
    ${onChoose && html`<rect class="person__target" x=${-symbol * 0.75} y=${-symbol * 0.7}
      width=${symbol * 1.5} height=${symbol * 1.2 + text * 2.4} rx="10" />`}
    ${isChosen && html`<circle class="person__chosen" r=${symbol * 0.82} />`}
    <${SymbolMark} person=${person} size=${symbol} />
    ${person.died && html`<${Years} person=${person} scale=${places.scale} />`}
    ${isDisputed && html`<g class="person__disputed fades-in" transform=${`translate(${symbol * 0.56} ${-symbol * 0.42})`}>
      <circle r=${symbol * 0.2} /><text text-anchor="middle" dominant-baseline="central">≠</text></g>`}
    <text class="person__name" y=${symbol / 2 + text} text-anchor="middle"
      font-size=${nameSize(name, places)}>${name}</text>
    ${also && html`<text class="person__also" y=${symbol / 2 + text * 1.85} text-anchor="middle">${t("also {names}", { names: also })}</text>`}
    <${Tallies} tally=${tally} y=${talliesBelow(person, places)} places=${places} />
  </g>`;
}

/** The year of birth above on the left, that of death on the right. @param {{ person: PersonKnown, scale: Scale }} props */
function Years({ person, scale: { symbol, text } }) {
  const y = -symbol / 2 - text * 0.3;
  return html`<text class="person__years" y=${y} x=${-symbol * 0.06} text-anchor="end">${person.born?.slice(0, 4) ?? ""}</text>
    <text class="person__years" y=${y} x=${symbol * 0.06}>${person.died?.slice(0, 4) ?? ""}</text>`;
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
    const left = (place - 1.5) * room + 2;
    const size = Math.min(scale.text * 0.95, (room - shape - 4) / (digits * DIGIT));
    return tally[column]
      ? html`<g key=${column} class=${`tally tally--${column}`}>
          <path d=${shapePath(column, shape, { x: left + shape / 2, y })} />
          <text x=${left + shape + 2} y=${y} dominant-baseline="central" font-size=${Math.round(size)}>${tally[column]}</text>
        </g>`
      : null;
  });
}

/** @param {Tally} tally */
function tallyWords(tally) {
  const said = COLUMNS.filter((column) => tally[column] > 0).map((column) => `${COLUMN_WORDS[column]} ${tally[column]}`);
  return said.join(", ") || t("no facts yet");
}
