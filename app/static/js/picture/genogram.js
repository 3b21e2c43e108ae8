// The family and the agencies round it, as one drawing: who they are, and what is known about each as buttons.

/** @import { Outline, PersonKnown, Agency, FactOnTable } from "./outline.js" */
/** @import { Box, Places, Slot } from "./places.js" */
/** @import { Cell } from "./cells.js" */
/** @import { Label, Line } from "./lines.js" */
/** @import { Keep } from "./kept.js" */
import { html, useMemo, useRef } from "../parts/markup.js";
import { agencyMark } from "./agency_mark.js";
import { homes, nameBox } from "./bands.js";
import { buttonPlaces, buttonRows, sewnOn } from "./buttons.js";
import { cells } from "./cells.js";
import { useKept, useSame } from "./kept.js";
import { drawnLines, labelled } from "./lines.js";
import { COLUMNS } from "./outline.js";
import { PersonMark } from "./person_mark.js";
import { stitchPath } from "./stitches.js";
import { threadPath } from "./threads.js";
import { together } from "./together.js";

/** A thread from an agency to a person: each doubling of the facts makes it thicker by a step. */
const THREAD = { thinnest: 2.5, step: 2.2, thickest: 12 };
const NO_FACTS = { worry: 0, strength: 0, neutral: 0 };
/** Where a thread ends, from the middle of a button of pitch one, and from that of a symbol. */
const GAP = { button: 0.62, symbol: 0.7 };

/**
 * What is told of the content just now: the fact that is read aloud, those that wait for it, an insight that was found.
 *
 * @typedef {{ fact?: FactOnTable, waiting?: Set<string>, found?: string }} Told
 * @typedef {{
 *   content: Outline, places: Places, label: string, viewBox: string, told?: Told, allThreads?: boolean,
 *   chosen?: string, onChoose?: (person_id: string) => void,
 * }} Given  `onChoose` stays the same function from one rendering to the next
 */

/** Worked out anew only where something of it is another. @param {Given} props */
export function Genogram({ content, places, label, viewBox, told, allThreads, chosen, onChoose }) {
  const given = { content, places, label, viewBox, told, allThreads, chosen, onChoose };
  return useMemo(() => html`<${Drawing} ...${given} />`, Object.values(given));
}

/** @param {Given} props */
function Drawing({ content, places, label, viewBox, told = { fact: content.newest }, allThreads = false, chosen, onChoose }) {
  const keep = useKept();
  const { around, families, bonds, cellOf, atHome } = useLines(content, places);
  const sewn = sewnOn(content);
  const at = buttonPlaces(sewn, cellOf);
  const found = content.insights.find((insight) => insight.id === told.found);
  const inFound = new Set(found?.facts.split(","));
  /** @param {FactOnTable} fact @returns {import("./buttons.js").Standing} */
  const standingOf = (fact) => {
    if (inFound.has(fact.id)) return "found";
    if (told.waiting?.has(fact.id)) return "waiting";
    return !found && told.fact?.id === fact.id ? "newest" : "sewn";
  };
  const speaking = found ? undefined : told.fact;
  return html`<svg class=${`genogram${found ? " genogram--found" : ""}`} viewBox=${viewBox} role=${onChoose ? "group" : "img"} aria-label=${label}>
    ${keep("homes", [around], () => html`<g class="genogram__homes">${around.map(Home)}</g>`)}
    ${allThreads && html`<g class="genogram__threads">${content.agencies.flatMap((agency) => threadsOf(keep, agency, places))}</g>`}
    ${keep("families", [families], () => html`<g class="genogram__lines">${families.map(FamilyLine)}</g>`)}
    ${keep("bonds", [bonds], () => html`<g class="genogram__bonds">${bonds.map(Bond)}</g>`)}
    ${keep("names", [around], () => html`<g class="genogram__home-names">${around.map(HomeName)}</g>`)}
    ${newestThread(keep, speaking, at, content, places)}
    <g class="genogram__people">
      ${content.people.map((person) => personMark(keep, { person, content, places, cell: cellOf[person.id],
        isNew: speaking?.people.includes(person.id) ?? false, isAtHome: atHome.has(person.id), chosen, onChoose }))}
    </g>
    <g class="genogram__stitches">${content.insights.map((insight) => stitch(keep, insight, at, told.found))}</g>
    <g class="genogram__buttons">
      ${Object.entries(sewn).map(([id, facts]) => cellOf[id] && buttonRows(keep, { id, facts, cell: cellOf[id], disputed: content.disputed, standingOf }))}
    </g>
    <g class="genogram__agencies">
      ${content.agencies.map((agency) => agencyMark(keep, agency, content.told[agency.id] ?? 0, speaking?.role === agency.id, places))}
    </g>
  </svg>`;
}

/**
 * What joins and surrounds people: worked out anew only when somebody or a line has come to the picture.
 * @param {Outline} content
 * @param {Places} places
 */
function useLines(content, places) {
  const people = useSame(content.people);
  const relations = useSame(content.relations);
  const kept = useRef(/** @type {{ places: Places, labels: Map<string, Label> }} */ ({ places, labels: new Map() }));
  if (kept.current.places.scale !== places.scale) kept.current = { places, labels: new Map() };
  return useMemo(() => {
    const cellOf = cells(people, places);
    const born = Object.fromEntries(people.map((person) => [person.id, person.born]));
    const drawn = drawnLines(relations, places.people, places.scale, born);
    const around = homes(content.households, cellOf, places);
    const families = together(drawn.families, relations, cellOf, places);
    const taken = [...Object.values(cellOf).flatMap((cell) => takenBy(cell, places)), ...around.map(nameBox), ...Object.values(places.slots).map(slotBox)];
    const atHome = new Set(around.flatMap((home) => home.people));
    return { around, cellOf, atHome, ...labelled({ ...drawn, families }, places.scale.text, { taken, kept: kept.current.labels }) };
  }, [people, relations, places]);
}

/**
 * What nothing else is written on: a person with their name, and their first row of buttons.
 * @param {Cell} cell
 * @param {Places} places
 * @returns {Box[]}
 */
function takenBy(cell, { scale }) {
  const right = scale.isBeside ? cell.box.left + scale.symbol : cell.box.right;
  const { first, pitch, columns } = cell;
  const row = { left: first.x - pitch / 2, right: first.x + (columns - 0.5) * pitch, top: first.y - pitch / 2, bottom: first.y + 1.5 * pitch };
  return [{ ...cell.box, right, bottom: cell.box.top + scale.symbol }, cell.written, row];
}

/** @param {Slot} slot @returns {Box} */
function slotBox({ x, y, width, height }) {
  return { left: x, right: x + width, top: y, bottom: y + height };
}

/** @param {import("./bands.js").Home} home */
function Home(home) {
  return html`<g class="home" key=${home.id}>
    ${home.join && html`<path class="home__join" d=${home.join} />`}
    ${home.bands.map(({ left, right, top, bottom }) => html`<rect class="home__band" x=${left} y=${top} width=${right - left}
      height=${bottom - top} rx="26" />`)}
  </g>`;
}

/** Over the lines, which would cross it out. @param {import("./bands.js").Home} home */
function HomeName(home) {
  return html`<text class="home__name" key=${home.id} x=${home.at.x} y=${home.at.y} font-size=${home.size} dominant-baseline="central"
    ...${home.squeeze && { textLength: home.squeeze, lengthAdjust: "spacingAndGlyphs" }}>${home.name}</text>`;
}

/**
 * The line of the fact that is read aloud, from its agency to its button: it draws in, and goes with the next fact.
 * @param {Keep} keep
 * @param {FactOnTable | undefined} fact
 * @param {Map<string, import("./places.js").Point>} at
 * @param {Outline} content
 * @param {Places} places
 */
function newestThread(keep, fact, at, content, places) {
  const [slot, to] = [places.slots[fact?.role ?? ""], at.get(fact?.id ?? "")];
  const agency = content.agencies.find((one) => one.id === fact?.role);
  if (!fact || !slot || !to || !agency) return null;
  return keep("newest", [fact, to.x, to.y, places, agency.colour], () => html`<path key=${fact.id} class="thread thread--new" pathLength="1"
    data-agency=${agency.colour} data-thread=${`${agency.id} ${fact.id}`}
    d=${threadPath(slot, to, places, { about: fact.people.slice(0, 1), gap: places.scale.pitch * GAP.button })} />`);
}

/** All that an agency has told, one thread to each person. @param {Keep} keep @param {Agency} agency @param {Places} places */
function threadsOf(keep, agency, places) {
  const slot = places.slots[agency.id];
  if (!slot) return [];
  return Object.entries(agency.known).flatMap(([id, count]) => {
    const at = places.people[id];
    return at ? keep(`thread ${agency.id} ${id}`, [count, agency.colour, places], () => {
      const width = Math.min(THREAD.thinnest + Math.log2(count) * THREAD.step, THREAD.thickest);
      const d = threadPath(slot, at, places, { about: [id], gap: places.scale.symbol * GAP.symbol });
      return html`<path key=${`${agency.id} ${id}`} class="thread" data-agency=${agency.colour} data-thread=${`${agency.id} ${id}`}
        d=${d} stroke-width=${Number(width.toFixed(1))} />`;
    }) : [];
  });
}

/**
 * @param {Keep} keep
 * @param {Outline["insights"][number]} insight
 * @param {Map<string, import("./places.js").Point>} at
 * @param {string | undefined} found
 */
function stitch(keep, insight, at, found) {
  const points = insight.facts.split(",").flatMap((id) => at.get(id) ?? []);
  const path = stitchPath(points);
  return keep(`stitch ${insight.id}`, [path, found === insight.id], () =>
    html`<path key=${insight.id} class=${`stitched${found === insight.id ? " stitched--found" : ""}`} data-insight=${insight.id} d=${path} />`);
}

/** @param {Line} line */
function FamilyLine(line) {
  return html`<g class=${`family-line family-line--${line.kind}`} key=${line.id} data-line=${line.kind} data-id=${line.id}>
    <path d=${line.path} />
    ${line.marks && html`<path class="family-line__marks" d=${line.marks} />`}
    ${line.label && html`<text x=${line.at.x} y=${line.at.y} text-anchor="middle" font-size=${line.size}
      ...${line.squeeze && { textLength: line.squeeze, lengthAdjust: "spacingAndGlyphs" }}>${line.label}</text>`}
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
 * @param {Keep} keep
 * @param {{ person: PersonKnown, content: Outline, places: Places, cell: Cell | undefined, isNew: boolean, isAtHome: boolean,
 *   chosen?: string, onChoose?: (person_id: string) => void }} given
 */
function personMark(keep, { person, content, places, cell, isNew, isAtHome, chosen, onChoose }) {
  const at = places.people[person.id];
  if (!at || !cell) return null;
  const tally = content.tallies[person.id] ?? NO_FACTS;
  const isDisputed = content.disputed.has(person.id);
  const isChosen = chosen === person.id;
  const counts = onChoose ? COLUMNS.map((column) => tally[column]) : [];
  return keep(`person ${person.id}`, [person, places, cell, ...counts, isNew, isDisputed, isChosen, isAtHome, onChoose], () =>
    html`<${PersonMark} key=${person.id} ...${{ person, at, scale: places.scale, cell, tally, isNew, isDisputed, isChosen, isAtHome, onChoose }} />`);
}
