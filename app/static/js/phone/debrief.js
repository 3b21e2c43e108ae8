// The debrief: what kept things from being shared (without authors), and which of it matters.

import { html, useRef } from "../parts/markup.js";
import { newId } from "../wire/ids.js";
import { Chips, Choices, isOnItsWay, Send, Standing, TextBox } from "./fields.js";
import { soundsLike } from "./kinds.js";
import { Prompts } from "./lobby.js";
import { phoneMay } from "../parts/allowed.js";
import { GoldenRule } from "../parts/golden_rules.js";
import { named, t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Barrier} Barrier
 */

const TEXT_LENGTH = 280;
const SETTINGS = [
  { id: "exercise", name: t("In the exercise today") },
  { id: "real_work", name: t("In my real work") },
];
const STANDING_WORDS = { rule: t("a real rule"), belief: t("a belief"), unsure: t("not sure if rule or belief") };
const REACH_WORDS = { me: t("I can change it"), agency: t("my agency can"), partnership: t("the partnership can"), national: t("it needs national change") };
const BARRIER_DRAFTS = ["barrier:category", "barrier:text", "barrier:setting"];
/** What was not sorted by who wrote it; who leads may. */
const UNSORTED = "other";
const NO_VOTES_LEFT = "no_votes_left";

/** @param {{ phone: Phone }} props */
export function Barriers({ phone }) {
  const count = phone.view.debrief.barriers_n;
  return html`
    <div class="stack">
      <${Prompts} agenda=${phone.view.agenda} />
      ${phone.view.mine.observer && html`<p class="quiet">${t("You watched from outside. Write what you saw keep something back. You have no vote.")}</p>`}
      <${BarrierForm} phone=${phone} />
      ${count !== undefined && html`<p class="quiet" role="status">
        ${tn("One barrier written in the whole workshop so far. They are shown at the vote.",
          "{n} barriers written in the whole workshop so far. They are shown at the vote.", count)}</p>`}
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function BarrierForm({ phone }) {
  const [category, text, setting] = BARRIER_DRAFTS.map((draft) => phone.drafts.get(draft, "").trim());
  const missing = !text ? t("Write what stopped it being shared.") : !setting ? t("Say where you met it.") : "";
  const raise = () => phone.send("barrier", { type: "raise_barrier", barrier_id: newId(), category: category || UNSORTED, text, setting }, BARRIER_DRAFTS);
  const options = Object.entries(phone.view.debrief.categories).map(([id, { name, meaning }]) => ({ id, name: named(name), meaning: named(meaning) }));
  return html`
    <section class="stack" aria-labelledby="barrier-title">
      <h2 id="barrier-title">${t("What stopped something being shared?")}</h2>
      <${TextBox} phone=${phone} draft="barrier:text" label=${t("In a sentence")} most=${TEXT_LENGTH} rows=${3}
        note=${t("No real names, no real cases. Everybody here will read it.")} />
      <p class="notice notice--done"><span><strong>${t("Our promise:")}
        </strong> ${t(
          "we store this without who wrote it and without the time, so nobody can look that up later, not even the facilitator. The others see it together with two more, or when the step is over, in no order. Its words stay. In a small group, others may guess from them."
          )}</span></p>
      <${Choices} phone=${phone} draft="barrier:setting" legend=${t("Where did you meet it?")} options=${SETTINGS} />
      <${Kind} phone=${phone} text=${text ?? ""} category=${category ?? ""} options=${options} />
      <${Send} phone=${phone} subject="barrier" label=${t("Add this barrier")} missing=${missing}
        saved=${t("Stored without your name. You can write another.")} onPress=${raise} />
    </section>
  `;
}

/**
 * What kind it was, if somebody wants to say: kinds that the words sound like come first, none is chosen.
 *
 * @param {{ phone: Phone, text: string, category: string, options: { id: string, name: string, meaning: string }[] }} props
 */
function Kind({ phone, text, category, options }) {
  const like = soundsLike(text);
  const suggested = options.filter(({ id }) => like.includes(id));
  return html`
    ${suggested.length > 0 && html`<${Chips} phone=${phone} draft="barrier:category" legend=${t("It sounds like this. Tap if so:")} options=${suggested} />`}
    <details class="fold"><summary>${t("Say what kind it was (you may leave it)")}</summary>
      <${Chips} phone=${phone} draft="barrier:category" legend=${t("What kind of thing was it?")} options=${options} /></details>
    <${GoldenRule} category=${category} />
  `;
}

/** @param {{ phone: Phone, barrier: Barrier, children?: unknown }} props */
function BarrierItem({ phone, barrier, children }) {
  const weighed = [
    barrier.standing && STANDING_WORDS[barrier.standing],
    barrier.reach && REACH_WORDS[barrier.reach],
  ].filter(Boolean).join(", ");
  return html`
    <li class="sheet">
      <p class="small quiet">${named(phone.view.debrief.categories[barrier.category]?.name ?? "")} · ${barrier.setting === "real_work"
        ? t("real work") : t("the exercise")}</p>
      <p class="lead" dir="auto">${barrier.text}</p>
      ${Object.values(barrier.also ?? {}).map((text) => html`<p key=${text} dir="auto">${text}</p>`)}
      <${GoldenRule} category=${barrier.category} />
      ${weighed && html`<p class="small"><strong>${t("We think:")}</strong> ${weighed}</p>`}
      ${children}
    </li>
  `;
}

/** In one stable order: by category, then as they come. @param {Phone} phone @returns {[string, Barrier][]} */
function byCategory(phone) {
  const order = Object.keys(phone.view.debrief.categories);
  return Object.entries(phone.view.debrief.barriers ?? {}).sort(([, a], [, b]) => order.indexOf(a.category) - order.indexOf(b.category));
}

/** @param {{ phone: Phone }} props */
export function Vote({ phone }) {
  const { mine } = phone.view;
  const barriers = byCategory(phone);
  return html`
    <div class="stack">
      <${Prompts} agenda=${phone.view.agenda} />
      ${!mine.observer && html`<p class="lead" role="status">${votesLeftWords(votesLeft(phone))}</p>
        <p class="quiet small">${t(
          "No page shows what you vote for, or how many votes you have used, not even the facilitator’s. When the vote is over, totals are shown, from three voters on, and who voted for what is erased. In a small group, others may guess from the totals."
          )}</p>`}
      ${barriers.length === 0 && html`<p class="quiet">${t("Nobody wrote a barrier. You can still add one below.")}</p>`}
      <ul class="stack" role="list">
        ${barriers.map(([id, barrier]) => html`
          <${BarrierItem} key=${id} phone=${phone} barrier=${barrier}>${!mine.observer && html`<${VoteButton} phone=${phone} id=${id} />`}<//>`)}
      </ul>
      <${MissingOne} phone=${phone} />
    </div>
  `;
}

/** As if all that waits were counted already: each vote, and each that is taken back. @param {Phone} phone */
function votesLeft(phone) {
  const { votes, votes_left: left } = phone.view.mine;
  return phone.outbox.entries.reduce((sum, { standing, command }) => {
    const given = votes[String(command.barrier_id)] === true;
    if (standing !== "waiting") return sum;
    if (command.type === "vote_for_barrier" && !given) return sum - 1;
    return command.type === "withdraw_vote" && given ? sum + 1 : sum;
  }, left);
}

/** @param {number} left */
function votesLeftWords(left) {
  if (left <= 0) return t("You've used all your votes.");
  return tn("One vote left. Which barriers matter most?", "{n} votes left. Which barriers matter most?", left);
}

/** @param {{ phone: Phone, id: string }} props */
function VoteButton({ phone, id }) {
  const subject = `vote:${id}`;
  const left = votesLeft(phone);
  const given = phone.view.mine.votes[id] === true;
  const blocked = phone.paused || isOnItsWay(phone, subject) || (!given && left <= 0);
  const press = () => phone.send(subject, { type: given ? "withdraw_vote" : "vote_for_barrier", barrier_id: id });
  const isOver = phone.outbox.about(subject)?.why === NO_VOTES_LEFT && left > 0;
  return html`
    ${!isOver && html`<${Standing} phone=${phone} subject=${subject} />`}
    <button type="button" class="button button--wide" aria-pressed=${given} disabled=${blocked} onClick=${press}>
      ${given ? t("✓ My vote. Undo") : t("Vote for this")}
    </button>
  `;
}

/** Closed until it is used here; then it stays open, to say how that stands. @param {{ phone: Phone }} props */
function MissingOne({ phone }) {
  const isUsed = useRef(false);
  isUsed.current = isUsed.current || phone.drafts.get("barrier:text", "") !== "" || phone.outbox.about("barrier") !== undefined;
  return html`<details class="fold" open=${isUsed.current}><summary>${t("Add one that is missing")}</summary><${BarrierForm} phone=${phone} /></details>`;
}

/** The barriers with their votes, most first. @param {Phone} phone @returns {[string, Barrier][]} */
export function mostVoted(phone) {
  return byCategory(phone).sort(([, a], [, b]) => (b.votes ?? 0) - (a.votes ?? 0));
}

/** @param {{ phone: Phone }} props */
export function Meaning({ phone }) {
  return html`
    <div class="stack">
      <${Prompts} agenda=${phone.view.agenda} />
      <${VotedList} phone=${phone} />
      <${MissingOne} phone=${phone} />
    </div>
  `;
}

/** What is it, and who could change it? Asked of everybody about the first three, in private. @param {{ phone: Phone, id: string }} props */
function Poll({ phone, id }) {
  const said = phone.view.mine.polled?.[id];
  const drafts = [`poll:${id}:standing`, `poll:${id}:reach`];
  const [standing, reach] = drafts.map((draft) => phone.drafts.get(draft, ""));
  const answer = () => phone.send(`poll:${id}`, { type: "poll_barrier", barrier_id: id, standing, reach }, drafts);
  return html`<div class="stack stack--close">
    ${said && html`<p role="status">✓ ${t("You said: {standing}, {reach}. You may change it while this step lasts.",
      { standing: STANDING_WORDS[said.standing], reach: REACH_WORDS[said.reach] })}</p>`}
    <${Choices} phone=${phone} draft=${drafts[0]} legend=${t("What is it?")} options=${optionsOf(STANDING_WORDS)} />
    <${Choices} phone=${phone} draft=${drafts[1]} legend=${t("Who could change it?")} options=${optionsOf(REACH_WORDS)} />
    <${Send} phone=${phone} subject=${`poll:${id}`} label=${t("Answer in private")}
      missing=${!standing || !reach ? t("Choose one of each.") : ""} saved=${t("Kept. It is counted when this step is over.")} onPress=${answer} />
  </div>`;
}

/** @param {Record<string, string>} words */
const optionsOf = (words) => Object.entries(words).map(([id, name]) => ({ id, name }));

/** @param {{ phone: Phone }} props */
function VotedList({ phone }) {
  const first = (phone.view.debrief.first ?? "").split(",");
  const mayPoll = phoneMay(phone, "poll_barrier");
  return html`
    ${mayPoll && first.some((id) => id in (phone.view.debrief.barriers ?? {})) && html`<p class="quiet small">${t(
      "No page shows your own answer to a question below. It's erased when this step is over. Only counts stay, once three people have answered. In a small group, others may guess from the counts."
      )}</p>`}
    <ul class="stack" role="list">
      ${mostVoted(phone).map(([id, barrier]) => html`
        <${BarrierItem} key=${id} phone=${phone} barrier=${barrier}>
          ${barrier.votes !== undefined && html`<p><strong class="numbers">${tn("{n} vote", "{n} votes", barrier.votes)}</strong></p>`}
          ${mayPoll && first.includes(id) && html`<${Poll} phone=${phone} id=${id} />`}
        <//>`)}
    </ul>
  `;
}
