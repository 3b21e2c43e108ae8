// The projector while the hour is looked at again: a table's picture at a moment, three views of it, or a "what if".

/** @import { Led, Table } from "../types" */
/** @import { ScreenView } from "./screen" */
import { html, useMemo, useRef, useState } from "../parts/markup.js";
import { Chronology, PictureList, PictureTable } from "../picture.js";
import { useDrawn } from "../picture/drawn.js";
import { Genogram } from "../picture/genogram.js";
import { PictureThen } from "../picture/large.js";
import { drawingWords } from "../picture/words.js";
import { useHour, useSides } from "../replay/wanted.js";
import { usePlayed } from "../replay/clock.js";
import { Controls } from "../replay/controls.js";
import { picturesOf, placeOf } from "../replay/hour.js";
import { ThreeViews } from "../replay/sides.js";
import { Otherwise } from "../replay/what_if.js";
import { Ways, WAYS } from "./play.js";
import { t } from "../languages/words.js";

const TWINS = /** @type {Record<string, unknown>} */ ({ list: PictureList, table: PictureTable, time: Chronology });
const MISSED_NAMED = 3;
/** Beside a small drawing nothing is read aloud. */
const NOTHING = {};

/**
 * What is shown again to everybody, where this screen has that table. @param {ScreenView} view @returns {(Led & { table: string }) | undefined}
 */
export function shownAgain({ replay, tables }) {
  return replay?.table && tables[replay.table] ? { ...replay, table: replay.table } : undefined;
}

/**
 * Who leads says where everybody looks; whoever stands at the screen may look elsewhere until they say something else.
 * @param {{ view: ScreenView, led: Led & { table: string }, ask: import("../replay/wanted.js").Ask, now: () => number, isHeld: boolean }} props
 *   `isHeld`: the screen holds still
 */
export function ReplayOnScreen({ view, led, ask, now, isHeld }) {
  const { family, agenda, stage } = view;
  const [way, setWay] = useState("drawing");
  const [own, setOwn] = useState(/** @type {{ led: string, place: import("../replay/hour.js").Place } | undefined} */ (undefined));
  const stoodAt = useRef(0);
  const hour = useHour(ask, led.table, agenda.phase.id);
  const sides = useSides(ask, led.table, agenda.phase.id, led.view === "sides");
  const pictures = useMemo(() => (hour ? picturesOf(hour) : []), [hour]);
  const said = [led.table, led.moment, led.since_ms, led.view].join(" ");
  const wanted = own?.led === said ? own.place : placeOf(led);
  const { at, plays } = usePlayed(hour?.moments ?? [], isHeld ? { moment: stoodAt.current } : wanted, now);
  stoodAt.current = at;
  const picture = pictures[at];
  if (!hour) return html`<p class="now__aim" role="status">${t("One moment…")}</p>`;
  if (!picture) return html`<p class="now__aim">${t("This table shared nothing that could be shown again.")}</p>`;
  /** @param {number} moment @param {number} [since] */
  const go = (moment, since) => setOwn({ led: said, place: { moment, ...(since !== undefined && { since }) } });
  if (led.view === "what_if" && led.what_if) return html`<div class="replay"><${Otherwise} whatIf=${led.what_if} /></div>`;
  if (led.view === "sides") {
    return html`<div class="replay">${sides ? html`<${ThreeViews} ...${{ sides, picture, family, sketch: Sketch, most: MISSED_NAMED }} />`
      : html`<p class="now__aim" role="status">${t("One moment…")}</p>`}</div>`;
  }
  const moment = hour.moments[at];
  const found = moment?.kind === "insight" ? moment.about.split(",")[0] : undefined;
  return html`<div class="replay replay--picture">
    <div class="play">
      <div class=${`play__picture${TWINS[way] ? " play__picture--words" : ""}`} tabindex=${TWINS[way] ? 0 : undefined}>
        <${TWINS[way] ?? PictureThen} key=${led.table} ...${{ family, table: picture, found, allThreads: stage?.threads ?? false }} />
      </div>
      <${Ways} label=${t("Show the picture as")} ways=${WAYS} way=${way} onChoose=${setWay} />
    </div>
    <${Controls} ...${{ hour, pictures, at, plays, view, onGo: go, onPlay: (/** @type {number} */ from) => go(from, now()) }} />
  </div>`;
}

/** A picture as one drawing, small. @param {{ family: import("../types").Family, table: Table }} props */
function Sketch({ family, table }) {
  const { content, drawn } = useDrawn(family, table, "large");
  return html`<${Genogram} ...${{ content, places: drawn, label: drawingWords(content), told: NOTHING,
    viewBox: `0 0 ${drawn.scale.width} ${drawn.scale.height}` }} />`;
}
