"""Scenario format 1: every part and key of the file, in the order a reader meets them.

May come in: the plain values of one YAML file. Goes out: domain values, part by part. The JSON Schema
offered to editors is made from these classes (app/scenarios/json_schema.py).
"""

from typing import Any

from marshmallow import post_load

from app.domain import scenario as domain
from app.scenarios.dates import Day, Moment
from app.scenarios.fields import (
    Choice,
    Each,
    Flag,
    FormatNumber,
    Ident,
    Number,
    One,
    Part,
    Several,
    Text,
    Wordings,
)

CALLED, SHORT, LINE, PARAGRAPH = 20, 80, 300, 1500  # characters


def _ids(about: str = "", **options: Any) -> Several:
    return Several(Ident(), about=about, **options)


class BigPicture(Part):
    easy_story = Text(most=PARAGRAPH, translated=True, about="The easy wrong story.")
    statement = Text(most=PARAGRAPH, translated=True, about="The need beneath it: never a culprit.")
    next_step = Text(most=PARAGRAPH, translated=True, about="What would help next.")
    unknown = Several(  # type: ignore[assignment]  # a key of the file, not marshmallow's option
        Text(most=LINE, translated=True),
        least=1,
        most=10,
        about="What nobody knows yet, even with every fact.",
    )

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.BigPicture:
        return domain.BigPicture(**data | {"unknown": tuple(data["unknown"])})


class Household(Part):
    id = Ident(about="Names it for other parts of the file.")
    name = Text(most=SHORT, translated=True, about="Such as an address.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Household:
        return domain.Household(**data)


class Position(Part):
    x = Number(-50, 50, halves=True, about="Steps to the right; halves are allowed.")
    y = Number(-20, 20, halves=True, about="Generations down, from 0.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Position:
        return domain.Position(**data)


class Person(Part):
    id = Ident(about="Names it for other parts of the file.")
    name = Text(most=SHORT, about="The name everybody uses.")
    also_known_as = Several(Text(most=SHORT), most=5, load_default=list, about="Other names in use.")
    symbol = Choice(domain.Symbol, about="The genogram shape; triangle is a pregnancy.")
    position = One(Position, about="Where they stand on the genogram.")
    household = Ident(required=False, load_default=None, attribute="household_id", about="Where they live.")
    born = Moment(spans=False, load_default=None, about="A year, a month or a day.")
    died = Moment(spans=False, load_default=None, about="A year, a month or a day.")
    child = Flag(default=False, attribute="is_child", about="Under 18 on the day `today`.")
    index = Flag(default=False, attribute="is_index", about="The child the family is known for.")
    known_at_start = Flag(default=True, attribute="is_known_at_start", about="On the picture from the start.")
    intro = Text(most=LINE, translated=True, about="What everybody knows from the start.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Person:
        return domain.Person(**data | {"also_known_as": tuple(data["also_known_as"])})


class Relation(Part):
    kind = Choice(domain.RelationKind, about="How the line is drawn.")
    people = _ids("Two people; in `kind: parent` the parent comes first.", least=2, most=2)
    since = Moment(spans=False, load_default=None, about="When it began.")
    until = Moment(spans=False, load_default=None, about="When it ended.")
    shown_by = _ids("Facts that reveal the line; none means known.", load_default=list)

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Relation:
        first, second = data["people"]
        return domain.Relation(**data | {"people": (first, second), "shown_by": frozenset(data["shown_by"])})


class Role(Part):
    id = Ident(about="Names it for other parts of the file.")
    name = Text(most=SHORT, translated=True, about="The post.")
    agency = Text(most=SHORT, translated=True, about="The organisation it belongs to.")
    short = Text(
        most=CALLED,
        translated=True,
        required=False,
        load_default=None,
        about="What people call it in a word or two: Police, GP. Without it, `name`.",
    )
    does = Text(most=LINE, translated=True, about="What we do.")
    holds = Text(most=LINE, translated=True, about="What we typically know.")
    threshold = Text(most=LINE, translated=True, about="When we act, in one line.")
    worry = Text(most=LINE, translated=True, about="One local worry about sharing.")
    alone = Text(most=PARAGRAPH, translated=True, about="With this hand only, you would think…")
    core = Flag(
        default=True, attribute="is_core", about="Every table plays it; others join when seats allow."
    )
    merges_with = _ids("Roles that plausibly sit together with it, best first.", load_default=list)

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Role:
        return domain.Role(**data | {"merges_with": tuple(data["merges_with"])})


class Topic(Part):
    id = Ident(about="Names it for other parts of the file.")
    name = Text(most=SHORT, translated=True, about="A heading that facts are grouped by.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Topic:
        return domain.Topic(**data)


class Fact(Part):
    id = Ident(about="Names it for other parts of the file.")
    text = Text(most=PARAGRAPH, translated=True, about="At most 25 words, in the agency's own words.")
    held_by = _ids("The roles that know it.", least=1)
    about = _ids("The people it is about.", least=1)
    topic = Ident(attribute="topic_id", about="One of `topics`.")
    when = Moment(load_default=None, about="As exactly as the agency knows it.")
    minimum = Text(
        most=PARAGRAPH,
        translated=True,
        required=False,
        load_default=None,
        about="Only for a sensitive fact: the least that serves the purpose.",
    )
    need_to_know = _ids("Who needs the full wording of a sensitive fact; may be empty.", load_default=list)
    column = Choice(domain.Column, about="Where the shared picture lists it.")
    source = Choice(domain.Source, about="How the agency came to know it.")
    tier = Choice(domain.Tier, load_default=domain.Tier.CORE, about="`extra` is left out at small tables.")
    kinds = Several(Choice(domain.FactKind), least=1, about="What the fact is for in the puzzle.")
    note = Text(most=PARAGRAPH, translated=True, about="What is said about it at the reveal.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Fact:
        sets = {name: frozenset(data[name]) for name in ("held_by", "need_to_know", "kinds")}
        return domain.Fact(**data | sets | {"about": tuple(data["about"])})


class Contradiction(Part):
    id = Ident(about="Names it for other parts of the file.")
    facts = _ids("Two facts that cannot both be read at face value.", least=2, most=2, attribute="fact_ids")
    resolved_by = _ids("Facts that settle it; none when their dates do.", load_default=list)
    explanation = Text(most=PARAGRAPH, translated=True, about="How it is settled.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Contradiction:
        first, second = data["fact_ids"]
        return domain.Contradiction(
            **data | {"fact_ids": (first, second), "resolved_by": frozenset(data["resolved_by"])}
        )


class Insight(Part):
    id = Ident(about="Names it for other parts of the file.")
    title = Text(most=SHORT, translated=True, about="Shown when the table finds it.")
    statement = Text(most=PARAGRAPH, translated=True, about="What follows.")
    level = Choice(domain.Level, about="How hard it is to find.")
    strength = Flag(default=False, attribute="is_strength", about="It says what could help.")
    solved_by = Several(
        _ids(least=2, most=6),
        least=1,
        most=8,
        about="Alternative sets of facts; each set is enough by itself.",
    )
    needs_full = _ids(
        "Facts whose minimum wording is not enough here: a flaw to fix before use.", load_default=list
    )
    why = Text(most=PARAGRAPH, translated=True, about="Why it matters.")
    next_step = Text(most=PARAGRAPH, translated=True, about="What it changes.")
    ask = Text(most=LINE, translated=True, about="A question for the debrief.")
    barriers = Several(
        Choice(domain.BarrierCategory), least=1, about="What typically keeps it from being seen."
    )

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Insight:
        del data["needs_full"]  # an author's confession: the check refuses it, no workshop ever sees it
        return domain.Insight(
            **data
            | {
                "solved_by": tuple(frozenset(facts) for facts in data["solved_by"]),
                "barriers": tuple(data["barriers"]),
            }
        )


class Option(Part):
    id = Ident(about="Names it for other parts of the file.")
    text = Text(most=LINE, translated=True, about="One answer.")
    answer = Flag(default=False, attribute="is_answer", about="The author's key.")
    decoy = Flag(default=False, attribute="is_decoy", about="What the shared facts alone suggest.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Option:
        return domain.Option(**data)


class Reads(Part):
    scale_ask = Text(most=LINE, translated=True, about="Answered from 0 to 10.")
    scale_low = Text(most=SHORT, translated=True, about="What 0 means.")
    scale_high = Text(most=SHORT, translated=True, about="What 10 means.")
    ask = Text(most=LINE, translated=True, about="Answered by one option.")
    options = Each(Option, least=2, most=8, about="One is the answer, one the decoy.")
    decoy_from = _ids("The shared facts that suggest the decoy.", least=1)

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Reads:
        options = tuple(data["options"].values())
        return domain.Reads(**data | {"options": options, "decoy_from": frozenset(data["decoy_from"])})


class Phase(Part):
    id = Ident(about="Names it for other parts of the file.")
    kind = Choice(domain.PhaseKind, about="What people can do in it.")
    title = Text(most=SHORT, translated=True, about="Shown to everybody.")
    minutes = Number(0, 180, about="0 means untimed.")
    aim = Text(most=LINE, translated=True, about="What the step is for.")
    headline = Text(
        most=SHORT,
        translated=True,
        required=False,
        load_default=None,
        about="What everybody reads, large: What stopped you? Without it, `aim`.",
    )
    says = Several(Text(most=PARAGRAPH, translated=True), most=12, about="What the facilitator says.")
    prompts = Several(
        Text(most=LINE, translated=True), most=12, load_default=list, about="Questions shown to everybody."
    )
    visibility = Choice(
        domain.HandVisibility,
        load_default=domain.HandVisibility.OPEN,
        about="Whether people may keep looking at their facts while they talk.",
    )
    shows_insights_left = Flag(default=False, about="Show how many insights are still to be found.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Phase:
        return domain.Phase(**data | {"says": tuple(data["says"]), "prompts": tuple(data["prompts"])})


class Inject(Part):
    id = Ident(about="Names it for other parts of the file.")
    title = Text(most=SHORT, translated=True, about="Shown to those it is for, and on the console.")
    text = Text(most=PARAGRAPH, translated=True, about="The news itself.")
    to = _ids("The roles it is for; without it, everyone.", load_default=list)
    phase = Ident(attribute="phase_id", about="The sharing phase it belongs to.")
    minute = Number(0, 180, about="When it is due, from the start of the phase.")
    facts = _ids("Facts that come to hands only with it.", load_default=list, attribute="fact_ids")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> domain.Inject:
        return domain.Inject(**data | {"to": tuple(data["to"]), "fact_ids": frozenset(data["fact_ids"])})


class ScenarioFile(Part):
    """The whole file. Loading gives a mapping of sound parts, which app/scenarios/draft.py joins."""

    format = FormatNumber()
    id = Ident(about="Names the scenario; never changes.")
    version = Text(most=SHORT, about="Changes when the file does: 1.0.0.")
    language = Text(most=35, about="The language of all texts: en, es, cy, pt-BR.")
    title = Text(most=SHORT, translated=True, about="The name of the scenario.")
    summary = Text(most=PARAGRAPH, translated=True, about="What a facilitator reads when choosing it.")
    author = Text(most=SHORT, about="Who wrote it.")
    licence = Text(most=SHORT, about="How others may use it.")
    today = Day(about="The day on which the family's story is told.")
    content_notes = Several(
        Text(most=LINE, translated=True), least=1, about="What may be hard to read; shown before the roles."
    )
    support = Text(most=PARAGRAPH, translated=True, about="Where people find help afterwards.")
    big_picture = One(BigPicture, about="The reference answer.")
    households = Each(Household, least=1, about="Who lives together.")
    people = Each(Person, least=2, most=30, about="In and around the family.")
    relations = Each(Relation, load_default=dict, most=100, about="The lines of the genogram.")
    roles = Each(Role, least=2, most=12, about="The posts people play.")
    topics = Each(Topic, least=1, most=30, about="Headings for facts.")
    facts = Each(Fact, least=2, most=300, about="What the agencies know.")
    contradictions = Each(
        Contradiction, load_default=dict, most=20, about="Facts that do not fit each other."
    )
    insights = Each(Insight, least=1, most=40, about="What follows once facts lie together.")
    reads = One(Reads, about="What each judges in private, before and after.")
    agenda = Each(Phase, least=1, most=40, about="The hour, step by step.")
    injects = Each(Inject, load_default=dict, most=20, about="News that comes in while people share.")
    glossary = Wordings(most=LINE, about="Words and what they mean.", load_default=dict)


class TranslationFile(Part):
    """A language file: the texts of one scenario in another language, by the keys of texts.py."""

    format = FormatNumber()
    translates = Ident(about="The id of the scenario.")
    language = Text(most=35, about="The language of these texts.")
    texts = Wordings(most=PARAGRAPH, about="Each text by its key, such as `facts.hv-1.text`.")
