// The family and the agencies round it, as one drawing.

/** @import { Outline, PersonKnown, FactOnTable, Agency } from "./outline.js" */
/** @import { Places, Scale, Slot } from "./places.js" */
/** @import { Line } from "./lines.js" */
/** @import { Point } from "./places.js" */
import { html } from "../markup.js";
import { homes } from "./households.js";
import { lines } from "./lines.js";
import { COLUMNS } from "./outline.js";
import { shapePath } from "./shapes.js";
import { COLUMN_WORDS, personWords } from "./words.js";
import { t } from "../words.js";

/** About how wide a letter of a name is, for a letter one unit high. */
const LETTER = 0.62;
/** A thread from an agency to a person: thin for one fact, thick for many. */
const THREAD = { thinnest: 2.5, step: 2, thickest: 12 };

/**
 * @param {{
 *   content: Outline, places: Places, label: string, viewBox: string,
 *   chosen?: string, onChoose?: (person_id: string) => void,
 * }} props
 */
export function Genogram({ content, places, label, viewBox, chosen, onChoose }) {
  const { families, bonds } = lines(content.relations, places.people, places.scale.symbol);
  const around = homes(content.households, places);
  return html`<svg class="genogram" viewBox=${viewBox} role=${onChoose ? "group" : "img"} aria-label=${label}>
    <g class="genogram__homes">${around.map(Home)}</g>
    <g class="genogram__threads">
      ${content.agencies.map((agency) => html`<${Threads} key=${agency.id} ...${{ agency, content, places }} />`)}
    </g>
    <g class="genogram__lines">${families.map(FamilyLine)}</g>
    <g class="genogram__bonds">${bonds.map(Bond)}</g>
    <g class="genogram__people">
      ${content.people.map(
        (person) => html`<${PersonMark} key=${person.id} ...${{ person, content, places, chosen, onChoose }} />`,
      )}
    </g>
    <g class="genogram__homes">${around.map(HomeName)}</g>
    <g class="genogram__agencies">
      ${content.agencies.map((agency) =>
        html`<${AgencyMark} key=${agency.id} ...${{ agency, content, slot: places.slots[agency.id], scale: places.scale }} />`,
      )}
    </g>
  </svg>`;
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
  return html`<text class="home__name" key=${home.id} x=${home.at.x} y=${home.at.y}>${home.name}</text>`;
}

/** @param {{ agency: Agency, content: Outline, places: Places }} props */
function Threads({ agency, content, places }) {
  const slot = places.slots[agency.id];
  const newest = content.newest?.role === agency.id ? content.newest.people : [];
  const people = Object.entries(agency.known).filter(([id]) => places.people[id]);
  return slot
    ? people.map(([id, count]) => {
        const [from, to] = ends(slot, places.people[id] ?? slot, places.scale.symbol);
        const width = Math.min(THREAD.thinnest + (count - 1) * THREAD.step, THREAD.thickest);
        const isNew = newest.includes(id) ? " thread--new" : "";
        return html`<line key=${id} class=${`thread fades-in${isNew}`} data-agency=${agency.colour}
          data-thread=${`${agency.id} ${id}`}
          x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} stroke-width=${width} />`;
      })
    : null;
}

/** From the agency's edge to the person's. @param {Slot} slot @param {Point} person @param {number} symbol @returns {[Point, Point]} */
function ends(slot, person, symbol) {
  const from = { x: Math.round(slot.x + slot.width / 2), y: slot.above ? slot.y + slot.height : slot.y };
  const length = Math.hypot(person.x - from.x, person.y - from.y) || 1;
  const share = Math.max(0, (length - symbol * 0.7) / length);
  return [
    from,
    { x: Math.round(from.x + (person.x - from.x) * share), y: Math.round(from.y + (person.y - from.y) * share) },
  ];
}

/** @param {Line} line */
function FamilyLine(line) {
  return html`<g class=${`family-line family-line--${line.kind}`} key=${line.id} data-line=${line.kind}>
    <path d=${line.path} />
    ${line.marks && html`<path class="family-line__marks" d=${line.marks} />`}
    ${line.label && html`<text x=${line.at.x} y=${line.at.y} text-anchor="middle">${line.label}</text>`}
  </g>`;
}

/** @param {Line} line */
function Bond(line) {
  return html`<g class=${`bond bond--${line.kind} fades-in`} key=${line.id} data-line=${line.kind}>
    <path d=${line.path} />
    ${line.marks && html`<path class="bond__marks" d=${line.marks} />`}
    <text x=${line.at.x} y=${line.at.y} text-anchor="middle" dominant-baseline="middle">${line.label}</text>
  </g>`;
}

/**
 * @param {{ person: PersonKnown, content: Outline, places: Places, chosen?: string,
 *   onChoose?: (person_id: string) => void }} props
 */
function PersonMark({ person, content, places, chosen, onChoose }) {
  const at = places.people[person.id];
  const about = content.facts.filter((fact) => fact.people.includes(person.id));
  const isNew = content.newest?.people.includes(person.id) ? " person--new" : "";
  const { symbol, text } = places.scale;
  const name = shortName(person, content, places);
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
    "aria-pressed": chosen === person.id, "aria-label": `${personWords(person)}: ${tallyWords(about)}`,
  };
  return at && html`<g class=${`person fades-in${isNew}`} data-person=${person.id}
    transform=${`translate(${at.x} ${at.y})`} ...${button}>
    ${onChoose && html`<rect class="person__target" x=${-symbol * 0.75} y=${-symbol * 0.7}
      width=${symbol * 1.5} height=${symbol * 1.2 + text * 2.4} rx="10" />`}
    ${chosen === person.id && html`<circle class="person__chosen" r=${symbol * 0.82} />`}
    <${SymbolMark} person=${person} size=${symbol} />
    <text class="person__name" y=${symbol / 2 + text} text-anchor="middle"
      font-size=${nameSize(name, text, places.step)}>${name}</text>
    ${also && html`<text class="person__also" y=${symbol / 2 + text * 1.85} text-anchor="middle">${t("also {names}", { names: also })}</text>`}
    <${Tallies} facts=${about} y=${symbol / 2 + text * (also ? 2.75 : 1.95)} scale=${places.scale} />
  </g>`;
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
  const fits = person.name.length * places.scale.text * LETTER <= places.step;
  const isItsOwn = first.length > 2 && content.people.filter((one) => one.name.startsWith(first)).length === 1;
  return !fits && isItsOwn && first !== "The" ? first : person.name;
}

/** Long names are set smaller rather than over their neighbour's. @param {string} name @param {number} text @param {number} room */
function nameSize(name, text, room) {
  return Math.round(text * Math.min(1, Math.max(0.68, room / (name.length * text * LETTER))));
}

/** @param {{ person: PersonKnown, size: number }} props */
function SymbolMark({ person, size }) {
  const half = size / 2;
  const cross = `M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`;
  return html`<g class=${`symbol symbol--${person.symbol}`} data-symbol=${person.symbol}>
    <path class="symbol__halo" d=${shapePath(person.symbol, size * 1.5)} />
    ${person.index && html`<path class="symbol__second" d=${shapePath(person.symbol, size + 15)} />`}
    <path class="symbol__shape" d=${shapePath(person.symbol, size)} />
    ${person.died && html`<path class="symbol__cross" d=${cross} />`}
    <text class="symbol__age" text-anchor="middle" dominant-baseline="central">
      ${person.symbol === "question" ? "?" : (person.age ?? "")}
    </text>
  </g>`;
}

/** How many worries, strengths and other facts name this person; each kind has its own place. @param {{ facts: FactOnTable[], y: number, scale: Scale }} props */
function Tallies({ facts, y, scale: { text, tally } }) {
  return COLUMNS.map((column, place) => {
    const count = facts.filter((fact) => fact.column === column).length;
    const x = (place - 1) * tally;
    return count
      ? html`<g key=${column} class=${`tally tally--${column} fades-in`} transform=${`translate(${x} ${y})`}>
          <path d=${shapePath(column, tally * 0.4)} transform=${`translate(${-tally * 0.21} 0)`} />
          <text x=${tally * 0.06} dominant-baseline="central">${count}</text>
        </g>`
      : null;
  });
}

/** @param {FactOnTable[]} facts */
function tallyWords(facts) {
  const said = COLUMNS.map((column) => ({ column, count: facts.filter((fact) => fact.column === column).length }))
    .filter(({ count }) => count > 0)
    .map(({ column, count }) => `${COLUMN_WORDS[column]} ${count}`);
  return said.join(", ") || t("no facts yet");
}

/** @param {{ agency: Agency, content: Outline, slot: Slot | undefined, scale: Scale }} props */
function AgencyMark({ agency, content, slot, scale }) {
  if (!slot) return null;
  const revealed = content.facts.filter((fact) => fact.role === agency.id).length;
  const state = `${revealed ? "" : " agency--silent"}${content.newest?.role === agency.id ? " agency--new" : ""}`;
  const middle = slot.height / 2;
  const words = scale.names ? twoLines(agency.name, (slot.width - slot.height * 1.1) / (scale.text * 0.42)) : [];
  const badgeX = scale.names ? middle : slot.width / 2;
  return html`<g class=${`agency${state}`} data-role=${agency.id}
    data-agency=${agency.colour} transform=${`translate(${slot.x} ${slot.y})`}>
    <title>${agency.name}, ${agency.agency}: ${t("{n} on the table", { n: revealed })}</title>
    ${scale.names && html`<rect class="agency__pill" width=${slot.width} height=${slot.height} rx=${middle} />`}
    <circle class="agency__badge" cx=${badgeX} cy=${middle} r=${middle - 6} />
    <text class=${`agency__letters${agency.letters.length > 2 ? " agency__letters--small" : ""}`} x=${badgeX} y=${middle} text-anchor="middle" dominant-baseline="central">${agency.letters}</text>
    ${words.map((word, line) => html`<text class="agency__name" x=${slot.height * 1.04}
      y=${middle + (line - (words.length - 1) / 2) * scale.text * 0.95} dominant-baseline="central">${word}</text>`)}
  </g>`;
}

/** A name over at most two lines of about `most` letters. @param {string} name @param {number} most */
function twoLines(name, most) {
  if (name.length <= most) return [name];
  const words = name.split(" ");
  let first = words.shift() ?? "";
  while (words.length > 1 && `${first} ${words[0]}`.length <= most) first += ` ${words.shift()}`;
  const second = words.join(" ");
  return [first, second.length > most ? `${second.slice(0, Math.floor(most) - 1)}…` : second].filter(Boolean);
}
