// The picture in words: by person, as a table, by time. The same content in the same order as the drawing.

/** @import { Outline, FactOnTable, PersonFacts, Dispute, Unknown } from "./outline.js" */
import { html } from "../parts/markup.js";
import { useChunks } from "./chunks.js";
import { pictureOf } from "./drawn.js";
import { useKept } from "./kept.js";
import { COLUMN_WORDS, UNKNOWN_WORDS, personWords, relationWords, sourceWords } from "./words.js";
import { dayWords } from "../languages/days.js";
import { listed, t, tn } from "../languages/words.js";

/** The whole picture as headings and lists, by person. */
export const PictureList = pictureOf(ByPerson);
/** Every fact as a row. */
export const PictureTable = pictureOf(Rows);
/** The facts in order of time, each with its source; after them those without a date. */
export const Chronology = pictureOf(ByTime);

/** @param {{ content: Outline }} props */
function ByPerson({ content }) {
  return html`<div class="picture-list">
    ${content.byPerson.map((group) => html`<${OnePerson} key=${group.id} ...${{ group, content }} />`)}
    <${Beyond} content=${content} />
  </div>`;
}

/** What the drawing shows beyond facts: in words, the same below each of the three. @param {{ content: Outline }} props */
function Beyond({ content }) {
  return html`<${NewsItems} content=${content} />
    <${Insights} content=${content} />
    <${Readings} content=${content} />
    <${Disputes} content=${content} />
    <${Unknowns} unknown=${content.unknown} />
    <${Relations} content=${content} />
    <${Households} content=${content} />`;
}

/** @param {{ content: Outline }} props */
function Below({ content }) {
  return html`<div class="picture-list picture-list--below"><${Beyond} content=${content} /></div>`;
}

/** @param {{ content: Outline }} props */
function Relations({ content }) {
  const known = content.relations.filter((one) => [one.a, one.b].every((id) => content.people.some((person) => person.id === id)));
  if (!known.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("How they are related")}</h3>
    <ul>${known.map((one) => html`<li key=${one.id} data-line=${one.kind} data-id=${one.id}>${relationWords(one, (id) => nameOf(content, id))}</li>`)}</ul>
  </section>`;
}

/** @param {{ content: Outline }} props */
function Households({ content }) {
  if (!content.households.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("Who lives where")}</h3>
    <ul>${content.households.map((home) => html`<li key=${home.id} data-home=${home.id}>
      ${home.name}: ${listed(home.people.map((id) => nameOf(content, id)))}</li>`)}</ul>
  </section>`;
}

/** @param {{ group: PersonFacts, content: Outline }} props */
function OnePerson({ group, content }) {
  return html`<section class="picture-list__person">
    <h3>${group.person ? personWords(group.person) : t("The whole family")}</h3>
    ${group.person?.intro && html`<p class="quiet">${group.person.intro}</p>`}
    ${group.facts.length
      ? html`<${FactItems} facts=${group.facts} content=${content} within=${group.id} />`
      : html`<p class="quiet small">${t("Nothing on the table yet.")}</p>`}
  </section>`;
}

/**
 * Facts in the picture's order. `within`: the person they are listed under.
 * @param {{ facts: FactOnTable[], content: Outline, within?: string }} props
 */
export function FactItems({ facts, content, within }) {
  const keep = useKept();
  return html`<ul class="picture-list__facts">
    ${facts.map((fact) => {
      const names = fact.people.filter((id) => id !== within).map((id) => nameOf(content, id)).join(", ");
      const isDisputed = content.disputed.has(fact.id);
      return keep(fact.id, [fact, names, isDisputed, within], () => {
        const about = !names ? "" : within === undefined ? t("about {names}", { names }) : t("also about {names}", { names });
        return html`<${FactItem} key=${fact.id} ...${{ fact, about, isDisputed }} />`;
      });
    })}
  </ul>`;
}

/** One fact with its kind, words and source. @param {{ fact: FactOnTable, about: string, isDisputed: boolean }} props */
function FactItem({ fact, about, isDisputed }) {
  return html`<li class=${`fact fact--${fact.column}`} data-fact=${fact.id}>
    <p class="fact__text">${fact.text}</p>
    <p class="fact__about">
      <span class=${`mark mark--${fact.column}`}>${COLUMN_WORDS[fact.column]}</span>
      <${Badge} fact=${fact} /> <span>${sourceWords(fact)}</span>
      ${about && html`<span>${about}</span>`}
      ${isDisputed && html`<span class="dispute__state">${t("≠ Still to settle")}</span>`}
    </p>
  </li>`;
}

/** @param {{ fact: FactOnTable }} props */
function Badge({ fact }) {
  return html`<span class="badge" data-agency=${fact.colour} aria-hidden="true">${fact.letters}</span>`;
}

/** @param {Outline} content @param {string} id */
function nameOf(content, id) {
  return content.people.find((person) => person.id === id)?.name ?? t("somebody");
}

/** @param {{ content: Outline }} props */
function Insights({ content }) {
  if (!content.insights.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("Insights found")}</h3>
    <ul class="picture-list__facts">
      ${content.insights.map((insight) => html`<li key=${insight.id} class="sheet sheet--insight sheet--flat">
        <strong>${insight.title}</strong>
        <p>${insight.statement}</p>
        ${insight.next_step && html`<p><span class="quiet">${t("What needs to happen")}:</span> ${insight.next_step}</p>`}
      </li>`)}
    </ul>
  </section>`;
}

/** What people linked that matches no insight stays as their own reading. @param {{ content: Outline }} props */
function Readings({ content }) {
  if (!content.readings.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("Linked by the table")}</h3>
    <ul class="picture-list__facts">
      ${content.readings.map((reading) => html`<li key=${reading.id} class="sheet sheet--flat">
        ${reading.line && html`<p dir="auto">“${reading.line}”</p>`}
        <ul class="quiet">${reading.facts.map((fact) => html`<li key=${fact.id}>${fact.text}</li>`)}</ul>
      </li>`)}
    </ul>
  </section>`;
}

/** @param {{ content: Outline }} props */
function NewsItems({ content }) {
  if (!content.news.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("News for everyone")}</h3>
    <ul>${content.news.map((one) => html`<li key=${one.id}><strong>${one.title}</strong> ${one.text}</li>`)}</ul>
  </section>`;
}

/** @param {{ content: Outline }} props */
function Disputes({ content }) {
  if (!content.disputes.length) return null;
  return html`<section class="picture-list__part">
    <h3>${t("Facts that don't fit")}</h3>
    ${content.disputes.map((dispute) => html`<${DisputeItem} key=${dispute.id} dispute=${dispute} />`)}
  </section>`;
}

/** Two facts side by side that cannot both be read at face value. @param {{ dispute: Dispute }} props */
export function DisputeItem({ dispute }) {
  return html`<div class=${`dispute fades-in ${dispute.settled ? "dispute--settled" : "dispute--open"}`}>
    <p class="dispute__state">${dispute.settled ? t("✓ Settled") : t("≠ Still to settle")}${dispute.line
      && html` <span class="dispute__line">${dispute.line}</span>`}</p>
    <div class="dispute__sides">
      ${dispute.facts.map((fact) => html`<div key=${fact.id}>
        <p>${fact.text}</p>
        <p class="dispute__source"><${Badge} fact=${fact} />
          <span class="dispute__role">${fact.short},</span> ${sourceWords({ ...fact, short: "" })}</p>
      </div>`)}
    </div>
    ${dispute.explanation && html`<p>${dispute.explanation}</p>`}
  </div>`;
}

/** @param {{ unknown: Unknown[] }} props */
function Unknowns({ unknown }) {
  return html`<section class="picture-list__part">
    <h3>${t("What we don't know yet")}</h3>
    ${unknown.length
      ? html`<ul>${unknown.map((one) => html`<li key=${one.id}>${one.text} <span class="quiet">(${UNKNOWN_WORDS[one.why]})</span></li>`)}</ul>`
      : html`<p class="quiet small">${t("No open questions.")}</p>`}
  </section>`;
}

/** @param {{ content: Outline }} props */
function Rows({ content }) {
  const keep = useKept();
  return html`<div class="scroll-sideways picture-table-frame" tabindex="0" role="region" aria-label=${t("Facts on the table")}>
    <table class="picture-table" role="table">
      <caption>${tn("{n} fact on the table, oldest first; facts without a date come last",
        "{n} facts on the table, oldest first; facts without a date come last", content.facts.length)}</caption>
      <thead role="rowgroup">
        <tr role="row">${[t("When"), t("Fact"), t("About"), t("Kind"),
          t("From")].map((name) => html`<th key=${name} scope="col" role="columnheader">${name}</th>`)}</tr>
      </thead>
      ${useChunks(content.facts).map((chunk) => html`<tbody key=${chunk.id} class="chunk" role="rowgroup">
        ${chunk.items.map((fact) => {
          const names = fact.people.map((id) => nameOf(content, id)).join(", ");
          const isDisputed = content.disputed.has(fact.id);
          return keep(fact.id, [fact, names, isDisputed], () => html`<${FactRow} key=${fact.id} ...${{ fact, names, isDisputed }} />`);
        })}
      </tbody>`)}
    </table>
  </div>
  <${Below} content=${content} />`;
}

/**
 * The roles are said, because browsers forget them where a table is not laid out as one.
 * @param {{ fact: FactOnTable, names: string, isDisputed: boolean }} props
 */
function FactRow({ fact, names, isDisputed }) {
  return html`<tr role="row" data-fact=${fact.id}>
    <td role="cell">${dayWords(fact.when) || "–"}</td>
    <td role="cell">${fact.text}${isDisputed && html` <span class="dispute__state">${t("≠ Still to settle")}</span>`}</td>
    <td role="cell">${names}</td>
    <td role="cell">${COLUMN_WORDS[fact.column]}</td>
    <td role="cell">${sourceWords({ ...fact, when: undefined })}</td>
  </tr>`;
}

/** @param {{ content: Outline }} props */
function ByTime({ content }) {
  const undated = content.facts.slice(content.dated.length);
  return html`<div class="chronology-all">
    ${content.dated.length > 0
      ? html`<${Moments} facts=${content.dated} content=${content} />`
      : html`<p class="quiet">${t("Nothing with a date is on the table yet.")}</p>`}
    ${undated.length > 0 && html`<h3 class="chronology__undated">${t("Without a date")}</h3>
      <${Moments} facts=${undated} content=${content} />`}
  </div>
  <${Below} content=${content} />`;
}

/** @param {{ facts: FactOnTable[], content: Outline }} props */
function Moments({ facts, content }) {
  const keep = useKept();
  return html`<div class="chronology" role="list">
    ${useChunks(facts).map((chunk) => html`<div key=${chunk.id} class="chunk"><div class="stitch">
      ${chunk.items.map((fact) => {
        const isDisputed = content.disputed.has(fact.id);
        return keep(fact.id, [fact, isDisputed], () => html`<${Moment} key=${fact.id} ...${{ fact, isDisputed }} />`);
      })}
    </div></div>`)}
  </div>`;
}

/** @param {{ fact: FactOnTable, isDisputed: boolean }} props */
function Moment({ fact, isDisputed }) {
  return html`<div role="listitem" data-fact=${fact.id}>
    ${fact.when && html`<p class="chronology__when">${dayWords(fact.when)}</p>`}
    <p>${fact.text}</p>
    <p class="fact__about">
      <span class=${`mark mark--${fact.column}`}>${COLUMN_WORDS[fact.column]}</span>
      <${Badge} fact=${fact} /> ${sourceWords({ ...fact, when: undefined })}
      ${isDisputed && html`<span class="dispute__state">${t("≠ Still to settle")}</span>`}
    </p>
  </div>`;
}
