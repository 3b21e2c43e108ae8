// How one moves through a table's hour: play, a slider, the reveal before and after, jumps.

/** @import { Agenda, Family, Hour, Moment, MomentKind, Table } from "../types" */
import { html, useId } from "../parts/markup.js";
import { neighbour } from "./hour.js";
import { momentWords, placeWords, whatWords } from "./words.js";
import { t } from "../languages/words.js";

const WIDTH = 1000;
const HEIGHT = 24;
/** @type {Partial<Record<MomentKind, string>>} */
const JUMPS = { step: t("Steps"), insight: t("Insights found"), ask: t("Questions asked") };
/** @type {readonly MomentKind[]} */
const REVEALS = ["reveal"];
const LONGEST = 70;

/**
 * @param {{ hour: Hour, pictures: Table[], at: number, plays: boolean, view: { family: Family, agenda: Agenda },
 *   onGo: (moment: number) => void, onPlay: (moment: number) => void }} props
 *   `onPlay`: from this moment on; while it plays, `onGo` to where it is stops it
 */
export function Controls({ hour, pictures, at, plays, view, onGo, onPlay }) {
  const id = useId();
  const { moments } = hour;
  const [moment, picture] = [moments[at], pictures[at]];
  if (!moment || !picture) return null;
  const last = moments.length - 1;
  const [before, after] = [neighbour(moments, at, -1, REVEALS), neighbour(moments, at, 1, REVEALS)];
  const words = momentWords(moment, picture, view);
  return html`<div class="replay-controls" role="group" aria-label=${t("The hour again")}>
    <p class="replay-controls__words" id=${id}><span class="quiet numbers">${placeWords(hour, at)}</span> <span dir="auto">${words}</span></p>
    <div class="replay-controls__slider">
      <${Marks} moments=${moments} />
      <input class="replay-slider" type="range" min="0" max=${last} step="1" value=${at} aria-label=${t("Moment of the hour")}
        aria-valuetext=${`${placeWords(hour, at)}. ${words}`} onInput=${(/** @type {any} */ event) => onGo(Number(event.currentTarget.value))} />
    </div>
    <div class="replay-controls__buttons cluster">
      <button type="button" class="button" onClick=${() => (plays ? onGo(at) : onPlay(at >= last ? 0 : at))}>${plays
        ? html`<span aria-hidden="true">‖ </span>${t("Stop")}` : html`<span aria-hidden="true">▶ </span>${t("Play in one minute")}`}</button>
      <button type="button" class="button" aria-disabled=${before === undefined} onClick=${() => before !== undefined && onGo(before)}>
        <span aria-hidden="true">‹ </span>${t("Reveal before")}</button>
      <button type="button" class="button" aria-disabled=${after === undefined} onClick=${() => after !== undefined && onGo(after)}>
        ${t("Next reveal")}<span aria-hidden="true"> ›</span></button>
      <${Jumps} ...${{ moments, pictures, view, onGo }} />
    </div>
  </div>`;
}

/**
 * Every step, insight and question by name. Chosen and gone to apart, so that a key that looks through the list does not move everybody.
 * @param {{ moments: Moment[], pictures: Table[], view: { family: Family, agenda: Agenda }, onGo: (moment: number) => void }} props
 */
function Jumps({ moments, pictures, view, onGo }) {
  const groups = Object.entries(JUMPS).map(([kind, name]) => ({
    name, found: moments.flatMap((moment, place) => (moment.kind === kind ? [{ place, moment }] : [])),
  })).filter(({ found }) => found.length > 0);
  /** @param {Event} event */
  const go = (event) => {
    event.preventDefault();
    const chosen = /** @type {HTMLSelectElement | null} */ (/** @type {HTMLFormElement} */ (event.currentTarget).querySelector("select"));
    if (chosen?.value) onGo(Number(chosen.value));
  };
  return html`<form class="choose replay-controls__jumps" onSubmit=${go}>
    <label class="field grow"><span class="only-read">${t("Jump to")}</span>
      <select class="field__box">
        <option value="">${t("Jump to…")}</option>
        ${groups.map(({ name, found }) => html`<optgroup key=${name} label=${name}>
          ${found.map(({ place, moment }) => html`<option key=${place} value=${place}>${shortened(whatWords(moment,
            /** @type {Table} */ (pictures[place]), view))}</option>`)}</optgroup>`)}
      </select></label>
    <button class="button">${t("Go")}</button>
  </form>`;
}

/** @param {string} words */
function shortened(words) {
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}

/** Over the slider: a line for each reveal, a taller one for each step, a diamond for each insight. @param {{ moments: Moment[] }} props */
function Marks({ moments }) {
  const across = (/** @type {number} */ place) => (moments.length > 1 ? (place / (moments.length - 1)) * WIDTH : 0);
  return html`<svg class="replay-marks" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
    ${moments.map(({ kind }, place) => (kind === "insight"
      ? html`<path key=${place} class="replay-mark--insight" d=${`M${across(place)} 0l7 12l-7 12l-7 -12Z`} />`
      : (kind === "step" || kind === "reveal") && html`<path key=${place} class=${`replay-mark--${kind}`}
          d=${`M${across(place)} ${kind === "step" ? 0 : HEIGHT / 2}V${HEIGHT}`} />`))}
  </svg>`;
}
