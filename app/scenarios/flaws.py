"""What can be wrong with a scenario file: each flaw has a stable code, a place and a way to fix it.

The catalogue below is the single list of codes; docs/scenario-format.md explains each to trainers.
"""

from dataclasses import dataclass, field
from enum import StrEnum

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """Errors keep a scenario from being played, warnings weaken it, advice polishes it."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where in a file: line and column, counted from 1."""

    line: int
    column: int


LONGEST = 400  # characters of a sentence
START = Place(line=1, column=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A flaw that does not know its place yet. `mend` None takes the catalogue's words."""

    code: str
    what: str
    mend: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing wrong at one place, with what to do about it."""

    file: str
    place: Place
    severity: Severity
    code: str
    what: str
    mend: str

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawKind:
    severity: Severity
    mend: str


@dataclass(slots=True, kw_only=True)
class FlawList:
    """Collects flaws of one file; a problem may be put at a place once."""

    file: str
    _flaws: dict[tuple[Place, str, str], Flaw] = field(default_factory=dict)

    def put(self, place: Place, code: str, what: str, mend: str | None = None) -> None:
        kind = CATALOGUE[code]
        flaw = Flaw(
            file=self.file,
            place=place,
            severity=kind.severity,
            code=code,
            what=_printable(what),
            mend=_printable(mend or kind.mend),
        )
        self._flaws.setdefault((place, code, what), flaw)

    @property
    def has_errors(self) -> bool:
        return any(flaw.is_error for flaw in self._flaws.values())

    def sorted(self) -> tuple[Flaw, ...]:
        """In the order of the file; at one place the severest first."""
        rank = list(Severity)
        return tuple(
            sorted(self._flaws.values(), key=lambda flaw: (flaw.place, rank.index(flaw.severity), flaw.code))
        )


def _printable(text: str) -> str:
    """One line a terminal can show: a file must not steer it with escapes, nor flood it."""
    line = "".join(sign if sign.isprintable() else "·" for sign in text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _errors(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.ERROR, mend=mend) for code, mend in mends.items()}


def _warnings(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.WARNING, mend=mend) for code, mend in mends.items()}


def _advice(**mends: str) -> dict[str, FlawKind]:
    return {code: FlawKind(severity=Severity.ADVICE, mend=mend) for code, mend in mends.items()}


FILE_FLAWS = _errors(
    file_missing="Check the path; scenarios end in .yaml.",
    file_is_folder="Name a file inside the folder.",
    file_unreadable="Check that you may read the file.",
    file_empty="Start from a copy of scenarios/button_family.yaml.",
    file_too_large="A scenario is text only; the limit is 256 KiB.",
    not_utf8="Save the file with the encoding UTF-8.",
    bad_yaml="Look at this place for a missing quote, colon, bracket or space.",
    alias_refused="Write the text out; anchors (&name) and aliases (*name) are not allowed.",
    tag_refused="Remove the tag (the word with !).",
    several_documents="Keep one scenario per file; remove the line `---` and what follows.",
    too_deep="Nothing in a scenario goes this deep. Check the indentation and brackets.",
    too_many_values="A scenario has fewer than 20,000 values; split it.",
    not_a_mapping="Begin the file with keys such as `format: 1`.",
    duplicate_key="Keep one of the two.",
)

SHAPE_FLAWS = _errors(
    unknown_key="Remove it or spell it as docs/scenario-format.md does.",
    missing_key="Add it.",
    empty_value="Write a value, or remove the key if it is optional.",
    wrong_type="See docs/scenario-format.md for what belongs here.",
    unknown_value="Use one of the words listed.",
    bad_id="Use lower-case letters, digits and hyphens, beginning with a letter: `health-visitor`.",
    bad_number="Use a number in the range given.",
    bad_date="Write a day 2026-03-16, a month 2026-03, a year 2026 or a span 2025-09..2025-12.",
    impossible_date="Use a day that exists, in a year from 1900 to 2100.",
    span_backwards="Put the earlier date first.",
    text_too_long="Shorten it.",
    hidden_character="Type the text again: such characters turn words around, and come in with copied text.",
    too_few="Add more.",
    too_many="Leave some out.",
    unknown_format="This program reads `format: 1`.",
    duplicate_id="Give each its own id.",
    unknown_reference="Use an id that exists, or add what is missing.",
    repeated_reference="Name it once.",
) | _warnings(
    text_cut_at_hash="Put the whole text in quotes; if a comment is meant, give it a line of its own.",
)

FAMILY_FLAWS = _errors(
    older_than_parent="Check both dates of birth and the order in `people`: the parent comes first.",
    parent_too_young="Check both dates of birth. A parent is at least 12 years older.",
    parent_circle="Somebody is their own ancestor. Check the order in `people`: the parent comes first.",
    died_before_born="Check both dates.",
    born_after_today="Use `symbol: triangle` for a pregnancy, or correct the date.",
    died_after_today="Check the date against `today`.",
    impossible_age="Check the date of birth. Nobody here is older than 110.",
    child_is_adult="Remove `child: true` or correct the date of birth.",
    relation_to_self="Name two different people.",
    relation_before_birth="Check the date against both dates of birth.",
    relation_after_today="Check the date against `today`.",
    relation_ends_before_start="Put the earlier date in `since`.",
    repeated_relation="Keep one of the two.",
    not_twins="Give both the same `born`, to the day or the month, and the same parents; or remove the line.",
    fact_after_today="A fact is known by `today`. Correct the date.",
    fact_before_birth="Check the date of the fact and the dates of birth of those it is about.",
    people_overlap="Give each person a position at least one step from the others.",
    index_person="Mark exactly one person with `index: true`.",
) | _warnings(
    child_not_marked="Add `child: true`: the check then looks for the child's voice.",
)

MEANING_FLAWS = _errors(
    insight_out_of_reach="Give the facts of one solution to core roles, in the core tier.",
    role_reaches_insight="Move one of these facts to another role, or add one to the set.",
    merged_roles_reach_insight="Change `merges_with`, move one of these facts, or add one to the set.",
    pair_reaches_too_much="Spread the facts of some of these insights over a third role.",
    insight_in_one_role="Make the set need facts from at least two roles.",
    role_without_key_fact="Give the role a fact with `kinds: [key]` that an insight needs.",
    role_not_needed="Make an insight need a fact that this role holds.",
    contradiction_unresolved="Name in `resolved_by` a fact held by a third role, or date both facts.",
    contradiction_of_one="Name two different facts.",
    insight_needs_full="Change the minimum wording until it is enough, or solve the insight without it.",
    shared_facts_reach="Put at least one unique fact into every set of `solved_by`.",
    decoy_not_shared="Name only facts that several roles hold.",
    answer_count="Mark exactly one option with `answer: true`.",
    decoy_count="Mark exactly one option with `decoy: true`, and not the answer.",
    minimum_without_need_to_know="List who needs the full wording; `need_to_know: []` if nobody does.",
    need_to_know_without_minimum="Write the `minimum` wording, or remove `need_to_know`.",
    minimum_says_all="Write the least that serves the purpose.",
    fact_too_long="Cut it to 25 words, or split it into two facts.",
    role_merges_with_itself="Name other roles.",
    no_core_role="Keep `core: false` for the few roles a table can do without.",
    agenda_without_share="Add a phase with `kind: share`.",
    agenda_begins="Begin with a phase of `kind: lobby`, where people join and take their seats.",
    agenda_ends="End with a phase of `kind: closed`, after which nothing is added.",
    inject_outside_sharing="Name a phase of kind `share` or `ask_and_link`.",
    inject_after_phase="Use a minute before the phase is over, or make the phase longer.",
    inject_fact_untold="Let `to` name every role that holds the fact, or leave `to` out.",
)

BALANCE_FLAWS = _warnings(
    long_fact="Aim for 25 words: a phone then shows it at a glance.",
    heavy_hand="Aim for 300 words: they take a minute and a half to read.",
    much_shared="Hold more facts in one role only; at most 40 % of the dealt facts are shared.",
    few_strengths="Make at least 20 % of the facts strengths.",
    hub_role="Spread the insights: one silent or absent person should not decide the hour.",
    uneven_hands="Give the small hand more or the large hand less.",
    only_worries="Add a strength or a neutral fact about this person.",
    person_without_facts="Add a fact about this person, or take the person out.",
    child_without_voice="Add a fact with `kinds: [voice]`: the child's own words or behaviour.",
    unexplained_abbreviation="Write it out, or add it to `glossary`.",
    no_red_herring="Add a true but irrelevant fact with `kinds: [red_herring]`.",
    no_gap="Add a fact with `kinds: [gap]`: what nobody has seen or done.",
    no_strength_insight="Mark an insight about what could help with `strength: true`.",
    decoy_out_of_sight="Give the role one of the facts in `decoy_from`.",
    key_not_used="Use the fact in an insight, or remove `key` from its kinds.",
    ingredient_not_key="Add `key` to the kinds of the fact.",
    set_not_needed="Remove the larger set; the smaller one is enough.",
    agenda_order="Keep the order: first read, sharing, second read, reveal, then the debrief.",
    agenda_without_linking="Add a phase with `kind: ask_and_link` after sharing.",
    agenda_without_reveal="Add a phase with `kind: reveal` before the debrief.",
    contradiction_in_one_role="Give the two facts to different roles, who then have to compare them.",
) | _advice(
    unnamed_merge="Name the pair in `merges_with` if they could sit together at work.",
    level_missing="Mix easy, medium and hard insights: every table should find some.",
    household_without_people="Put somebody into it, or remove it.",
    topic_without_facts="Use it, or remove it.",
    insight_needs_inject="Add a set that works without it, or tell facilitators they must give it.",
)

TRANSLATION_FLAWS = _errors(
    translation_without_base="Name the file like its scenario, with the language before .yaml: NAME.es.yaml.",
    translation_of_other="`translates` must be the id of the scenario in NAME.yaml.",
    translation_unknown_text="Remove it; docs/scenario-format.md says how the keys of texts are built.",
    translation_same_language="Use a language other than the scenario's own.",
    translation_other_language="Make the file's name and `language` say the same.",
) | _warnings(
    translation_missing="Translate it. Until then, people read it in the scenario's own language.",
)

CATALOGUE = FILE_FLAWS | SHAPE_FLAWS | FAMILY_FLAWS | MEANING_FLAWS | BALANCE_FLAWS | TRANSLATION_FLAWS
