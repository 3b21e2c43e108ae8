"""A small family for the tests: four roles, ten facts, three insights; every text carries a marker word.

`all-1` is held by all, `po-2` is sensitive, `nu-2` and `sc-2` contradict each other and `po-1` settles it.
"""

from dataclasses import replace
from datetime import date

from app.domain.scenario import (
    BarrierCategory,
    BigPicture,
    Column,
    Contradiction,
    Fact,
    FactId,
    FactKind,
    HandVisibility,
    Household,
    HouseholdId,
    Inject,
    InjectId,
    Insight,
    InsightId,
    Level,
    Option,
    OptionId,
    Person,
    PersonId,
    Phase,
    PhaseId,
    PhaseKind,
    Position,
    Reads,
    Relation,
    RelationKind,
    Role,
    RoleId,
    Scenario,
    Source,
    Symbol,
    Tier,
    Topic,
    TopicId,
    When,
)

NURSE, SCHOOL, POLICE, HOUSING = (RoleId(name) for name in ("nurse", "school", "police", "housing"))
ROLES = (NURSE, SCHOOL, POLICE, HOUSING)
HOME = TopicId("home")


def _day(text: str) -> When:
    return When(first=date.fromisoformat(text), last=date.fromisoformat(text), text=text)


def _person(person_id: str, x: float, y: float, *, known: bool = True, child: bool = False) -> Person:
    return Person(
        id=PersonId(person_id),
        name=person_id.title(),
        also_known_as=(),
        symbol=Symbol.CIRCLE,
        position=Position(x=x, y=y),
        household_id=HouseholdId("home"),
        born=_day("2016-05-02") if child else _day("1988-03-01"),
        died=None,
        is_child=child,
        is_index=child,
        is_known_at_start=known,
        intro=f"intro-of-{person_id}",
    )


def _role(role_id: RoleId) -> Role:
    return Role(
        id=role_id,
        name=role_id.title(),
        agency=f"{role_id.title()} service",
        does=f"does-{role_id}",
        holds=f"holds-{role_id}",
        threshold=f"threshold-{role_id}",
        worry=f"worry-{role_id}",
        alone=f"alone-{role_id}",
        is_core=True,
        merges_with=tuple(other for other in ROLES if other != role_id),
    )


def fact(
    fact_id: str,
    *holders: RoleId,
    minimum: str | None = None,
    about: str = "mia",
    tier: Tier = Tier.CORE,
    kinds: frozenset[FactKind] = frozenset({FactKind.KEY}),
) -> Fact:
    """A fact whose text is `marker-ID`, its minimum `least-ID`, its note `note-ID`."""
    return Fact(
        id=FactId(fact_id),
        text=f"marker-{fact_id}",
        held_by=frozenset(holders),
        about=(PersonId(about),),
        topic_id=HOME,
        when=_day("2026-01-05"),
        minimum=minimum,
        need_to_know=frozenset(),
        column=Column.WORRY,
        source=Source.SEEN,
        tier=tier,
        kinds=kinds,
        note=f"note-{fact_id}",
    )


FACTS = (
    fact("nu-1", NURSE),
    fact("nu-2", NURSE),
    fact("sc-1", SCHOOL, about="ray"),
    fact("sc-2", SCHOOL),
    fact("po-1", POLICE),
    fact("po-2", POLICE, minimum="least-po-2"),
    fact("ho-1", HOUSING),
    fact("ho-2", HOUSING, kinds=frozenset({FactKind.GAP})),
    fact("all-1", *ROLES),
    fact("all-2", NURSE, SCHOOL),
)
NU1, NU2, SC1, SC2, PO1, PO2, HO1, HO2, ALL1, ALL2 = (each.id for each in FACTS)


def _insight(insight_id: str, *solutions: frozenset[FactId]) -> Insight:
    return Insight(
        id=InsightId(insight_id),
        title=f"title-{insight_id}",
        statement=f"statement-{insight_id}",
        level=Level.EASY,
        is_strength=False,
        solved_by=solutions,
        why=f"why-{insight_id}",
        next_step=f"next-{insight_id}",
        ask=f"ask-{insight_id}",
        barriers=(BarrierCategory.RELEVANCE,),
    )


def _phase(kind: PhaseKind, minutes: int, visibility: HandVisibility = HandVisibility.OPEN) -> Phase:
    return Phase(
        id=PhaseId(kind.value.replace("_", "-")),
        kind=kind,
        title=f"The {kind.value} phase",
        minutes=minutes,
        aim="",
        says=(f"say-{kind.value}",),
        prompts=(),
        visibility=visibility,
        shows_insights_left=visibility is HandVisibility.LABELLED,
    )


AGENDA = tuple(
    _phase(
        kind,
        0 if kind in (PhaseKind.LOBBY, PhaseKind.CLOSED) else 5,
        HandVisibility.LABELLED if kind is PhaseKind.ASK_AND_LINK else HandVisibility.OPEN,
    )
    for kind in PhaseKind
)

SMALL = Scenario(
    id="small",
    version="1.0.0",
    language="en",
    title="A small family",
    summary="Mia and who is around her.",
    author="Tests",
    licence="CC0-1.0",
    today=date(2026, 3, 16),
    content_notes=("Nothing graphic.",),
    support="Talk to somebody.",
    people=(_person("joan", 0, 0), _person("mia", 0, 1, child=True), _person("ray", 1, 0, known=False)),
    households=(Household(id=HouseholdId("home"), name="12 Mill Lane"),),
    relations=(
        Relation(
            kind=RelationKind.PARENT,
            people=(PersonId("joan"), PersonId("mia")),
            since=None,
            until=None,
            shown_by=frozenset(),
        ),
        Relation(
            kind=RelationKind.CLOSE,
            people=(PersonId("ray"), PersonId("mia")),
            since=None,
            until=None,
            shown_by=frozenset({SC1}),
        ),
    ),
    roles=tuple(_role(role_id) for role_id in ROLES),
    topics=(Topic(id=HOME, name="Home"),),
    facts=FACTS,
    contradictions=(
        Contradiction(
            id="which-day",
            fact_ids=(NU2, SC2),
            resolved_by=frozenset({PO1}),
            explanation="explains-which-day",
        ),
    ),
    insights=(
        _insight("one", frozenset({NU1, SC1})),
        _insight("two", frozenset({PO1, HO1}), frozenset({PO1, HO2})),
        _insight("three", frozenset({NU2, SC2, PO1})),
    ),
    reads=Reads(
        scale_ask="How much help does the family need?",
        scale_low="none",
        scale_high="a great deal",
        ask="What is going on?",
        options=(
            Option(id=OptionId("true-need"), text="The need", is_answer=True, is_decoy=False),
            Option(id=OptionId("easy-story"), text="The story", is_answer=False, is_decoy=True),
        ),
        decoy_from=frozenset({ALL1}),
    ),
    big_picture=BigPicture(
        easy_story="big-easy-story",
        statement="big-statement",
        next_step="big-next-step",
        unknown=("big-unknown",),
    ),
    agenda=AGENDA,
    glossary={},
)
PHASE = {phase.kind: phase.id for phase in AGENDA}

NEWS_FACTS = (fact("nu-3", NURSE), fact("po-3", POLICE))
NU3, PO3 = (each.id for each in NEWS_FACTS)


def _inject(inject_id: str, *to: RoleId, minute: int, facts: frozenset[FactId]) -> Inject:
    return Inject(
        id=InjectId(inject_id),
        title=f"title-{inject_id}",
        text=f"news-{inject_id}",
        to=to,
        phase_id=PHASE[PhaseKind.SHARE],
        minute=minute,
        fact_ids=facts,
    )


CALL, LETTER = InjectId("call"), InjectId("letter")
IN_THE_NEWS = replace(
    SMALL,
    facts=(*FACTS, *NEWS_FACTS),
    insights=(*SMALL.insights, _insight("late", frozenset({PO3, SC1}))),
    injects=(
        _inject("call", minute=2, facts=frozenset({PO3})),
        _inject("letter", NURSE, minute=3, facts=frozenset({NU3})),
    ),
)
"""The small family with two injects: a call that everyone hears of and a letter that only the nurse gets."""
