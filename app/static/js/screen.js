// The projector's page: an audience of its own, which is shown nothing the room may not see.

import { Connection } from "./wire/connection.js";
import { Countdown } from "./parts/countdown.js";
import { html, render } from "./parts/markup.js";
import { Counter, MORE_THAN_ONE, usePassed } from "./screen/counter.js";
import { cueOf } from "./screen/cues.js";
import { Barriers, Commitments, Writing } from "./screen/debrief.js";
import { Joining } from "./screen/joining.js";
import { Lobby } from "./screen/lobby.js";
import { LookBack, Pulse, Reveal } from "./screen/moments.js";
import { News, Play } from "./screen/play.js";
import { ReplayOnScreen, shownAgain } from "./screen/replay.js";
import { chosenTable, Held, viewOf } from "./screen/stage.js";
import { Welcome } from "./screen/welcome.js";
import { otherLanguage } from "./languages/tongue.js";
import { t } from "./languages/words.js";

/** @typedef {import("./screen/screen").ScreenView} ScreenView */
/** @typedef {import("./types").PhaseKind} PhaseKind */

const PARTS = /** @type {Record<PhaseKind, unknown>} */ ({
  lobby: Lobby,
  welcome: Welcome,
  read: Play,
  first_read: Play,
  share: Play,
  pulse: Pulse,
  ask_and_link: Play,
  second_read: Play,
  reveal: Reveal,
  replay: LookBack,
  barriers: Writing,
  vote: Barriers,
  meaning: Barriers,
  commitments: Commitments,
  check_out: Commitments,
  closed: Commitments,
});
/** What is said while nothing new can come. @type {Partial<Record<import("./wire/connection.js").Wire, string>>} */
const AWAY = {
  off: t("Reconnecting… what you see may be a little out of date."),
  refused: t("This link no longer works. Open the screen from the console."),
};
/** Where, of several tables, one may be chosen. */
const LOOKED_AT = new Set(["reveal", "replay"]);
/** Where the head has room for the counts. */
const COUNTED = new Set(["share", "ask_and_link", "second_read"]);

/**
 * `view`: what the screen knows; `shown`: what of it is drawn, which may be older while it is held still.
 *
 * @param {{ view: ScreenView, shown?: ScreenView, title: string, now: () => number, ask: import("./replay/wanted.js").Ask,
 *   wire: import("./wire/connection.js").Wire }} props
 */
function Screen({ view, shown, title, now, ask, wire }) {
  const { agenda } = view;
  const [first] = Object.values(shown?.tables ?? {});
  const hasPassed = usePassed(Object.keys(shown?.tables ?? {}).length === 1 ? first?.counts : undefined);
  if (view.stage?.blank) return html`<div class="screen__blank"><${Blank} />
    <p class="only-read" role="status">${t("The facilitator has blanked the screen.")}</p></div>`;
  if (!shown) return html`<p class="only-read" role="status"><span aria-hidden="true">‖ </span>${t("Frozen")}</p>`;
  const { tables } = shown;
  const { kind, id } = shown.agenda.phase;
  const { paused, reason } = agenda.timer;
  const cue = hasPassed && COUNTED.has(kind) ? MORE_THAN_ONE : cueOf(agenda.phase.kind, agenda.people > 0);
  const other = otherLanguage(view.family);
  const [only, ...others] = Object.values(tables);
  const again = LOOKED_AT.has(kind) ? shownAgain(shown) : undefined;
  const chosen = again ? tables[again.table] : chosenTable(shown);
  const named = shown.isOfOneTable ? only : others.length && LOOKED_AT.has(kind) ? chosen : undefined;
  return html`<div class="screen__frame">
    ${kind !== "lobby" && html`<header class="screen__head">
      <div class="screen__title"><h1 class="screen__phase">${agenda.phase.title}</h1>
        ${cue && html`<p class=${`screen__cue${cue === MORE_THAN_ONE ? " screen__cue--passed" : ""}`} role="status">${cue}</p>`}</div>
      ${others.length === 0 && COUNTED.has(kind) && html`<${Counter} counts=${only?.counts} />`}
      <div class="screen__end">
        <div class="screen__time">${named && html`<p class="screen__table">${t("Table {number}", { number: named.number })}</p>`}
        ${view.stage?.frozen && html`<p class="screen__still"><span aria-hidden="true">‖ </span>${t("Frozen")}</p>`}
        ${agenda.phase.minutes > 0 && html`<${Countdown} timer=${agenda.timer} now=${now} />`}</div>
      </div>
    </header>`}
    ${paused && html`<p class="screen__paused" role="status"><strong>${t("Paused")}</strong>${reason ? `: ${reason}` : ""}</p>`}
    ${AWAY[wire] && html`<p class="screen__off" role="status">${AWAY[wire]}</p>`}
    <${News} tables=${tables} />
    <div class="screen__body">${again
      ? html`<${ReplayOnScreen} key=${again.table} ...${{ view: shown, led: again, ask, now, isHeld: view.stage?.frozen ?? false }} />`
      : html`<${PARTS[kind]} key=${id} view=${shown} title=${title} />`}</div>
    <${Joining} view=${view} />
    ${other && html`<p class="small quiet">${other}</p>`}
  </div>`;
}

/** What a blank screen shows: dark, and the button. */
function Blank() {
  return html`<svg class="screen__button" viewBox="0 0 64 64" aria-hidden="true">
    <circle cx="32" cy="32" r="30" /><circle class="screen__rim" cx="32" cy="32" r="21" />
    <g class="screen__holes"><circle cx="25" cy="25" r="4" /><circle cx="39" cy="25" r="4" />
      <circle cx="25" cy="39" r="4" /><circle cx="39" cy="39" r="4" /></g></svg>`;
}

/** @param {HTMLElement} root */
function start(root) {
  let isFirst = true;
  const held = new Held();
  /** @type {import("./replay/wanted.js").Ask} */
  const ask = (asked) => connection.lookBack(asked);
  const connection = new Connection({ as: "screen", token: root.dataset.token }, root.dataset.route, (known) => {
    const view = viewOf(known.values);
    if (!view) {
      const line = root.querySelector("p");
      if (known.wire === "refused" && line) line.textContent = AWAY.refused ?? "";
      return;
    }
    if (isFirst) root.textContent = "";
    isFirst = false;
    const shown = held.shown(view);
    const props = { view, shown, title: root.dataset.title ?? "", now: () => connection.clock.now(), ask, wire: known.wire };
    render(html`<${Screen} ...${props} />`, root);
  });
  connection.start();
}

const root = document.getElementById("screen");
if (root) start(root);
