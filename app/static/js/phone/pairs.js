// What is done with facts on the table: say that one was said again, link what belongs together, mark two
// that do not fit and say how that was settled.

import { html, useRef, useState } from "../parts/markup.js";
import { newId } from "../wire/ids.js";
import { byOrder } from "../parts/order.js";
import { newestFirst, roleName } from "./facts.js";
import { MONTHS } from "../languages/days.js";
import { Send, TextBox } from "./fields.js";
import { chosenFacts, MOST_LINKED, toggleFact } from "./linking.js";
import { SaidAgain } from "./said_again.js";
import { listed, t } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Disputed} Disputed
 */

const LINE_LENGTH = 200;
const DISPUTED = 2;
const OWN_READING =
  t("Linked. This story has no insight for it, so it stays below as your table's own idea. One more fact, or another one, may make it an insight.");
/** Beside every line that the room will read. */
export const SHOWN_NOTE = t("Your table and the screen show it. No real names or cases.");

/** @param {{ phone: Phone }} props  the newest facts of everyone, each to be said again */
export function AllSaid({ phone }) {
  const facts = newestFirst(phone.table);
  const [isOpen, onToggle] = useOpen();
  if (facts.length === 0) return null;
  return html`
    <details class="sheet" onToggle=${onToggle}>
      <summary>${t("Was something said again?")}</summary>
      <p class="quiet">${t("What everybody knows gets said most often. A tap counts it. Nobody is named.")}</p>
      <ul class="stack" role="list">
        ${isOpen && facts.map(([id, fact]) => html`
          <li key=${id}><p dir="auto">${fact.text} <span class="quiet small">${roleName(phone, fact.role)}</span></p>
            <div class="fact__standing"><${SaidAgain} phone=${phone} id=${id} /></div></li>`)}
      </ul>
    </details>
  `;
}

/** Whether a `details` is open: long lists are made only then, so that each reveal stays cheap. @returns {[boolean, (event: Event) => void]} */
function useOpen() {
  const [isOpen, setOpen] = useState(false);
  return [isOpen, (event) => setOpen(/** @type {HTMLDetailsElement} */ (event.currentTarget).open)];
}

/**
 * Facts on the table to choose from; what is chosen is a draft.
 * @param {{ phone: Phone, draft: string, most: number }} props
 */
function FactChoice({ phone, draft, most }) {
  const all = newestFirst(phone.table);
  const [who, when] = [phone.drafts.get(`${draft}:who`, ""), phone.drafts.get(`${draft}:when`, "")];
  const chosen = chosenFacts(phone, draft);
  const facts = all.filter(([id, fact]) => chosen.includes(id) || ((!who || fact.about.split(",").includes(who)) && (!when || monthOf(fact) === when)));
  return html`
    <${Narrow} phone=${phone} draft=${draft} facts=${all.map(([, fact]) => fact)} />
    <fieldset class="stack stack--close">
      <legend class="field__label">${t("{n} of {of} chosen", { n: chosen.length, of: most })}</legend>
      ${facts.map(([id, fact]) => html`
        <label class="choice" key=${id}>
          <input type="checkbox" checked=${chosen.includes(id)} disabled=${!chosen.includes(id) && chosen.length >= most}
            onChange=${() => toggleFact(phone, id, draft)} />
          <span class="grow two-lines" dir="auto"><strong class="small">${roleName(phone, fact.role)}</strong> ${fact.text}</span>
        </label>`)}
      ${facts.length === 0 && html`<p class="quiet">${t("Nothing is on the table yet.")}</p>`}
    </fieldset>
  `;
}

/** @param {import("../types").TableFact} fact */
function monthOf({ first }) {
  return first?.slice(0, 7) ?? "";
}

/**
 * Only what is about somebody, or happened in a month: chosen facts stay.
 * @param {{ phone: Phone, draft: string, facts: import("../types").TableFact[] }} props
 */
function Narrow({ phone, draft, facts }) {
  const people = { ...phone.view.family.people, ...phone.table?.people };
  const about = [...new Set(facts.flatMap((fact) => fact.about.split(",")))].filter((id) => people[id]);
  const months = [...new Set(facts.map(monthOf))].filter(Boolean).sort();
  const rows = [
    { name: t("Who"), key: `${draft}:who`, options: about.map((id) => ({ id, words: shortName(people[id]?.name ?? "", Object.values(people)) })) },
    { name: t("When"), key: `${draft}:when`, options: months.map((month, place) => ({ id: month, words: monthWords(month, months[place - 1]) })) },
  ];
  return rows.filter(({ options }) => options.length > 1).map((row) => html`<${ChipRow} key=${row.key} phone=${phone} ...${{ row }} />`);
}

/** A name without the family's, where others bear it as well. @param {string} name @param {{ name: string }[]} all */
function shortName(name, all) {
  const last = name.slice(name.lastIndexOf(" "));
  return last !== name && all.some((one) => one.name !== name && one.name.endsWith(last)) ? name.slice(0, -last.length) : name;
}

/** "Oct 2025"; the year stands where it is another. @param {string} month @param {string} [before] */
function monthWords(month, before = "") {
  const name = MONTHS[Number(month.slice(5)) - 1] ?? "";
  return before.slice(0, 4) === month.slice(0, 4) ? name : `${name} ${month.slice(0, 4)}`;
}

/**
 * One chip for each, pressed again for all of them.
 * @param {{ phone: Phone, row: { name: string, key: string, options: { id: string, words: string }[] } }} props
 */
function ChipRow({ phone, row: { name, key, options } }) {
  const chosen = phone.drafts.get(key, "");
  return html`<div class="chips chips--row" role="group" aria-label=${name}>${options.map(({ id, words }) => html`
    <button type="button" class="chip" key=${id} aria-pressed=${id === chosen}
      onClick=${() => phone.drafts.set(key, id === chosen ? "" : id)}>${words}</button>`)}</div>`;
}

/** What became of the link that this phone sent last: an insight, or the table's own reading. @param {Phone} phone */
export function linkWords(phone) {
  const sent = phone.table?.links[phone.drafts.get("link:last", "")];
  if (!sent) return t("Linked.");
  if (sent.fit === "close") return t("Linked. Close: something on the table belongs here, too.");
  const found = (sent.insight ?? "").split(",").flatMap((id) => phone.table?.insights[id]?.title ?? []);
  if (!found.length) return OWN_READING;
  return sent.fit === "too_many"
    ? t("✦ You found an insight: {title}. It counts, with a fact more than it needs.", { title: listed(found) })
    : t("✦ You found an insight: {title}", { title: listed(found) });
}

/** @param {Phone} phone @param {string} subject @param {string} draft whether a form is in use, and stays open */
function isInUse(phone, subject, draft) {
  return chosenFacts(phone, draft).length > 0 || phone.outbox.about(subject) !== undefined || phone.outbox.wasSaved(subject);
}

/** Once a form was in use it stays open, whatever is taken back in it. @param {boolean} isUsedNow */
function useUsed(isUsedNow) {
  const isUsed = useRef(false);
  isUsed.current = isUsed.current || isUsedNow;
  return isUsed.current;
}

/** The list to choose from, and what it suggests; the tray links it. @param {{ phone: Phone }} props */
export function Linking({ phone }) {
  const isUsed = useUsed(isInUse(phone, "link", "link:facts"));
  const [isOpen, onToggle] = useOpen();
  return html`
    <details class="sheet" open=${isUsed} onToggle=${onToggle}>
      <summary>${t("Link facts that belong together")}</summary>
      <p class="quiet">${t("Choose two to {most} facts and say what they suggest together.", { most: MOST_LINKED })}</p>
      ${(isOpen || isUsed) && html`<${FactChoice} phone=${phone} draft="link:facts" most=${MOST_LINKED} />`}
      <${TextBox} phone=${phone} draft="link:line" label=${t("Together they suggest")} most=${LINE_LENGTH} rows=${2} optional=${true} note=${SHOWN_NOTE} />
    </details>
  `;
}

/** @param {{ phone: Phone }} props */
export function Disputing({ phone }) {
  const chosen = chosenFacts(phone, "dispute:facts");
  const isUsed = useUsed(isInUse(phone, "dispute", "dispute:facts"));
  const [isOpen, onToggle] = useOpen();
  const line = phone.drafts.get("dispute:line", "").trim();
  const isMarked = Object.values(phone.table?.disputes ?? {}).some(({ facts }) => chosen.length === DISPUTED
    && facts.split(",").every((id) => chosen.includes(id)));
  const missing = chosen.length < DISPUTED ? t("Choose two facts.") : isMarked ? t("Your table has already marked these two. See below.") : "";
  const mark = () => phone.send("dispute", { type: "dispute_facts", dispute_id: newId(), fact_ids: chosen, line },
    ["dispute:facts", "dispute:line"]);
  return html`
    <details class="sheet" open=${isUsed} onToggle=${onToggle}>
      <summary>${t("Mark two facts that don't fit")}</summary>
      <p class="quiet">${t("Two facts that can't both be right as they are. This says nothing about who said them.")}</p>
      ${(isOpen || isUsed) && html`<${FactChoice} phone=${phone} draft="dispute:facts" most=${DISPUTED} />`}
      <${TextBox} phone=${phone} draft="dispute:line" label=${t("What doesn't fit?")} most=${LINE_LENGTH} rows=${2} optional=${true} note=${SHOWN_NOTE} />
      <${Send} phone=${phone} subject="dispute" label=${t("They don't fit")} missing=${missing}
        saved=${t("Marked. It shows below until you settle it.")} onPress=${mark} />
    </details>
  `;
}

/** What was marked, and how it was settled. @param {{ phone: Phone, maySettle: boolean }} props */
export function Disputes({ phone, maySettle }) {
  const disputes = byOrder(phone.table?.disputes ?? {}).reverse();
  if (disputes.length === 0) return null;
  return html`
    <section class="stack" aria-labelledby="disputes-title">
      <h2 id="disputes-title">${t("Facts that don't fit")}</h2>
      <ul class="stack" role="list">
        ${disputes.map(([id, one]) => html`
          <li key=${id} class="sheet stack stack--close">
            <p class="fact__state">${one.settled ? t("✓ Settled") : t("≠ Not settled yet")}</p>
            <ul>${one.facts.split(",").map((fact) => html`<li key=${fact} dir="auto">${phone.table?.facts[fact]?.text}</li>`)}</ul>
            ${one.line && html`<p dir="auto">“${one.line}”</p>`}
            ${one.explanation && html`<p dir="auto"><strong>${one.settled_by === "table" ? t("The table says:") : t("The facts say:")}
              </strong> ${one.explanation}</p>`}
            ${maySettle && one.settled_by !== "facts" && html`<${Settle} phone=${phone} id=${id} one=${one} />`}
          </li>`)}
      </ul>
    </section>
  `;
}

/** @param {{ phone: Phone, id: string, one: Disputed }} props */
function Settle({ phone, id, one }) {
  const subject = `settle:${id}`;
  const draft = `settle:${id}`;
  const line = phone.drafts.get(draft, "").trim();
  const isUsed = useUsed(line !== "");
  const settle = () => phone.send(subject, { type: "settle_dispute", dispute_id: id, line }, [draft]);
  return html`
    <details class="fold" open=${isUsed}>
      <summary>${one.settled ? t("Say it in other words") : t("Say how you settled it")}</summary>
      <${TextBox} phone=${phone} draft=${draft} label=${t("How they fit after all, or which one is right")} most=${LINE_LENGTH} rows=${2} note=${SHOWN_NOTE} />
      <${Send} phone=${phone} subject=${subject} label=${t("Settled like this")} missing=${line ? "" : t("Write how you settled it.")} onPress=${settle} />
    </details>
  `;
}
