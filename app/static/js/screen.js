// The projector's page: an audience of its own, which is shown nothing the room may not see.

import { Connection } from "./wire/connection.js";
import { Countdown } from "./parts/countdown.js";
import { html, render } from "./parts/markup.js";
import { PictureCounts } from "./picture.js";
import { cueOf } from "./screen/cues.js";
import { Barriers, Commitments, Writing } from "./screen/debrief.js";
import { Lobby, shownCode } from "./screen/lobby.js";
import { LookBack, Pulse, Reveal } from "./screen/moments.js";
import { News, Play } from "./screen/play.js";
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
  off: t("Connecting again… what you see may be a little old."),
  refused: t("This link is no longer valid: open the screen from the console."),
};
/** Where, of several tables, one may be chosen. */
const LOOKED_AT = new Set(["reveal", "replay"]);
/** Where the head has room for the counts. */
const COUNTED = new Set(["share", "ask_and_link", "second_read"]);

/**
 * `view`: what the screen knows; `shown`: what of it is drawn, which may be older while it is held still.
 *
 * @param {{ view: ScreenView, shown?: ScreenView, title: string, now: () => number, wire: import("./wire/connection.js").Wire }} props
 */
function Screen({ view, shown, title, now, wire }) {
  const { agenda, welcome } = view;
  if (view.stage?.blank) return html`<p class="only-read" role="status">${t("The facilitator has blanked the screen.")}</p>`;
  if (!shown) return html`<p class="only-read" role="status"><span aria-hidden="true">‖ </span>${t("Held still")}</p>`;
  const { tables } = shown;
  const { kind, id } = shown.agenda.phase;
  const { paused, reason } = agenda.timer;
  const cue = cueOf(agenda.phase.kind, agenda.people > 0);
  const other = otherLanguage(view.family);
  const [only, ...others] = Object.values(tables);
  const named = shown.isOfOneTable ? only : others.length && LOOKED_AT.has(kind) ? chosenTable(shown) : undefined;
  return html`<div class="screen__frame">
    ${kind !== "lobby" && html`<header class="screen__head">
      <div class="screen__title"><h1 class="screen__phase">${agenda.phase.title}</h1>
        ${cue && html`<p class="screen__cue">${cue}</p>`}</div>
      ${others.length === 0 && COUNTED.has(kind) && html`<${PictureCounts} counts=${only?.counts} />`}
      <div class="screen__end">
        <div class="screen__time">${named && html`<p class="screen__table">${t("Table {number}", { number: named.number })}</p>`}
        ${view.stage?.frozen && html`<p class="screen__still"><span aria-hidden="true">‖ </span>${t("Held still")}</p>`}
        ${agenda.phase.minutes > 0 && html`<${Countdown} timer=${agenda.timer} now=${now} />`}</div>
        ${welcome?.code && html`<p class="screen__join">${t("Join:")} <span class="code">${shownCode(welcome.code)}</span></p>`}
      </div>
    </header>`}
    ${paused && html`<p class="screen__paused" role="status"><strong>${t("Paused")}</strong>${reason ? `: ${reason}` : ""}</p>`}
    ${AWAY[wire] && html`<p class="screen__off" role="status">${AWAY[wire]}</p>`}
    <${News} tables=${tables} />
    <div class="screen__body"><${PARTS[kind]} key=${id} view=${shown} title=${title} /></div>
    ${other && html`<p class="small quiet">${other}</p>`}
  </div>`;
}

/** @param {HTMLElement} root */
function start(root) {
  let isFirst = true;
  const held = new Held();
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
    const props = { view, shown, title: root.dataset.title ?? "", now: () => connection.clock.now(), wire: known.wire };
    render(html`<${Screen} ...${props} />`, root);
  });
  connection.start();
}

const root = document.getElementById("screen");
if (root) start(root);
