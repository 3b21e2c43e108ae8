// How the sharing rounds are played, and the news that may come in. Folded away: most workshops need neither.

import { html, useEffect, useState } from "../parts/markup.js";
import { minutesText } from "../wire/clock.js";
import { rolesText } from "../parts/roles.js";
import { Standing } from "../parts/standing.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").Round} Round */
/** @typedef {import("../facilitator").Inject} Inject */

const LOOK_EVERY_MS = 1_000;
const SIGHT = {
  memory: t("from memory: facts show only how they begin"),
  open: t("open: everybody can read their own facts"),
  labelled: t("labelled: facts that only one role holds are marked, and everybody sees who holds what"),
};

/** @param {{ desk: Console }} props */
export function Rounds({ desk }) {
  const rounds = Object.entries(desk.view.lead.rounds ?? {}).sort(([, one], [, other]) => one.order - other.order);
  if (!rounds.length || rounds.every(([, one]) => one.over)) return null;
  return html`<details class="sheet rounds">
    <summary>${t("How each round works")}</summary>
    <div class="columns">
      ${rounds.map(([id, round]) => html`<${OneRound} key=${id} desk=${desk} id=${id} round=${round} />`)}
    </div>
  </details>`;
}

/** @param {{ desk: Console, id: string, round: Round }} props */
function OneRound({ desk, id, round }) {
  const subject = `round:${id}`;
  const [wanted, setWanted] = useState(/** @type {Round["visibility"] | ""} */ (""));
  /** @param {Partial<Round>} changed */
  const set = (changed) => {
    const { visibility, shows_insights_left } = { ...round, ...changed };
    return desk.sending.send(subject, { type: "set_round", phase_id: id, visibility, shows_insights_left });
  };
  return html`<fieldset class="rounds__round stack stack--close" disabled=${round.over}>
    <legend><strong>${round.title}</strong>${round.over && ` ${t("(over)")}`}</legend>
    <div class="choose"><label class="field grow"><span class="field__note">${t("While they talk, facts are shown")}</span>
      <select class="field__box" value=${wanted || round.visibility} onChange=${(/** @type {any} */ event) => setWanted(event.currentTarget.value)}>
        ${Object.entries(SIGHT).map(([way, words]) => html`<option key=${way} value=${way}>${words}</option>`)}
      </select></label>
      <button type="button" class="button" aria-disabled=${!wanted || wanted === round.visibility}
        onClick=${async () => wanted && wanted !== round.visibility && (await set({ visibility: wanted })) && setWanted("")}>${t("Apply")}</button></div>
    <label class="cluster"><input type="checkbox" checked=${round.shows_insights_left}
      onChange=${(/** @type {any} */ event) => set({ shows_insights_left: event.currentTarget.checked })} />
      <span>${t("Show how many insights are left to find")}</span></label>
    <${Standing} desk=${desk} subject=${subject} />
  </fieldset>`;
}

/** @param {{ desk: Console }} props */
export function Injects({ desk }) {
  const injects = Object.entries(desk.view.lead.injects ?? {}).sort(([, one], [, other]) => one.order - other.order);
  const [, look] = useState(0);
  useEffect(() => {
    const looking = setInterval(() => look((count) => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, []);
  if (!injects.length) return null;
  const due = injects.filter(([, one]) => isDue(one, desk.now())).length;
  return html`<details class="sheet injects" open=${due > 0}>
    <summary>${t("News you can give")}${due > 0 && html` <strong class="injects__due">! ${tn("{n} due", "{n} due", due)}</strong>`}</summary>
    <p class="quiet small">${t("Nothing comes in by itself. Give each one when it suits the talk.")}</p>
    <ul class="injects__list">
      ${injects.map(([id, one]) => html`<${OneInject} key=${id} desk=${desk} id=${id} inject=${one} />`)}
    </ul>
  </details>`;
}

/** @param {Inject} inject @param {number} now */
function isDue(inject, now) {
  return !inject.given && inject.due_ms !== undefined && inject.due_ms <= now;
}

/** @param {{ desk: Console, id: string, inject: Inject }} props */
function OneInject({ desk, id, inject }) {
  const subject = `inject:${id}`;
  const to = inject.to ? t("for {roles}", { roles: rolesText(desk, inject.to, ", ") }) : t("for everyone");
  return html`<li class="cluster">
    <span class="grow"><strong>${inject.title}</strong> <span class="quiet small">${to}; ${dueWords(desk, inject)}</span>
      ${unheard(desk, inject).map((words) => html`<span key=${words} class="injects__unheard small">! ${words}</span>`)}</span>
    ${inject.given ? html`<span class="standing--done">${t("✓ given")}</span>` : html`<button type="button" class="button"
      onClick=${() => desk.sending.send(subject, { type: "give_inject", inject_id: id })}>${t("Give it now")}</button>`}
    <${Standing} desk=${desk} subject=${subject} />
  </li>`;
}

/** Where people sit, but nobody for a role it is meant for: there it reaches nobody. @param {Console} desk @param {Inject} inject */
function unheard(desk, inject) {
  const { tables, lead } = desk.view;
  const isOnly = Object.keys(tables).length === 1;
  const [to, isNear] = [inject.to.split(","), inject.given || inject.due_ms !== undefined];
  return Object.values(tables).filter((table) => isNear && Object.values(table.seats).some((seat) => seat.taken)).flatMap((table) => {
    const missing = lead.out_of_reach?.[table.id]?.roles.split(",").filter((role) => to.includes(role)) ?? [];
    if (!missing.length) return [];
    const where = isOnly ? "" : ` ${t("at table {number}", { number: table.number })}`;
    return [t("No one is playing {roles}{where}. Give them this news yourself.", { roles: rolesText(desk, missing.join(","), ", "), where })];
  });
}

/** @param {Console} desk @param {Inject} inject */
function dueWords(desk, inject) {
  const phase = Object.values(desk.view.agenda.steps).find((step) => step.id === inject.phase)?.title ?? "";
  if (inject.due_ms === undefined || inject.given) return t("minute {minute} of {phase}", { minute: inject.minute, phase });
  return isDue(inject, desk.now()) ? t("due now") : t("due in {time}", { time: minutesText(inject.due_ms - desk.now()) });
}
