"""What docs/protocol.md says each slice holds is what is sent: neither a key more nor one less."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.log import events as e
from app.domain.log.commands import AskId, LinkId, ReplayView, Reply
from app.domain.log.state import Workshop
from app.domain.rules.seating import propose
from app.domain.scenario import BarrierCategory, OptionId, PhaseKind
from app.domain.views import slices
from app.domain.views.slices import Slice
from app.domain.workshop.decision import fold
from app.scenarios import load, shipped
from tests.family import ALL1, CALL, HOME, HOUSING, IN_THE_NEWS, LETTER, NU1, NURSE, POLICE, SC1, SCHOOL
from tests.histories import history
from tests.people import AMA, AMAS, BO, BOS, NOON, T1, around_the_table, at, entered, opened, revealed

PAGE = (Path(__file__).resolve().parents[2] / "docs/protocol.md").read_text(encoding="utf-8")
SLICES = PAGE.split("\n## Slices\n", 1)[1].split("\n## ", 1)[0]
ALSO = {  # whose words the page leaves to another slice's
    Slice.TABLE: (Slice.FAMILY,),
    Slice.TABLES: (Slice.TABLE, Slice.FAMILY),
    Slice.SHOWN: (Slice.TABLE, Slice.FAMILY),
    Slice.LEAD: (Slice.STAGE, Slice.REPLAY),
    Slice.MODERATION: (Slice.DEBRIEF,),
}
_THEN = IN_THE_NEWS.people[0].born
RICH = replace(
    IN_THE_NEWS,
    people=(replace(IN_THE_NEWS.people[0], died=_THEN), *IN_THE_NEWS.people[1:]),
    relations=(replace(IN_THE_NEWS.relations[0], since=_THEN, until=_THEN), *IN_THE_NEWS.relations[1:]),
    fallback="cy",
)
ASKED = (
    *around_the_table(PhaseKind.ASK_AND_LINK),
    e.InjectGiven(at=NOON, inject_id=CALL),
    e.InjectGiven(at=NOON, inject_id=LETTER),
    e.RoleAsked(at=NOON, table_id=T1, ask_id=AskId("ask-1"), by_seat_id=AMAS, role_id=SCHOOL, text="And?"),
    revealed(SC1, BOS, BO, ask_id=AskId("ask-1")),
    e.AskAnswered(
        at=NOON, table_id=T1, ask_id=AskId("ask-1"), seat_id=BOS, reply=Reply.FACT, fact_id=SC1, reason=None
    ),
    revealed(NU1, AMAS, AMA),
    revealed(ALL1, AMAS, AMA),
    e.FactsLinked(
        at=NOON,
        table_id=T1,
        link_id=LinkId("link-1"),
        seat_id=AMAS,
        fact_ids=frozenset({NU1, SC1, ALL1}),
        line="so",
    ),
    e.FirstReadGiven(
        at=NOON, participant_id=AMA, need=7, option_id=OptionId("easy-story"), line="so", topic_id=HOME
    ),
    e.ScreenSet(at=NOON, table_id=T1, is_blank=False, is_frozen=False),
)
LAID = (
    opened((((NURSE, SCHOOL), (POLICE, HOUSING)),)),
    e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=SC1, reason=BarrierCategory.FEAR),
)
"""What chance seldom brings about: an answer, news for one role, a hand that shows an insight alone, and a
reason of a seat on paper."""
LOOKED_BACK = (
    *around_the_table(PhaseKind.ASK_AND_LINK),
    revealed(NU1, AMAS, AMA, at=at(2)),
    revealed(SC1, BOS, BO, at=at(5)),
    entered(PhaseKind.REVEAL, 9),
    e.DoorSet(at=at(9), is_locked=True),
    e.ReplayShown(
        at=at(9), table_id=T1, moment=0, is_playing=True, view=ReplayView.WHAT_IF, fact_id=SC1, minute=1
    ),
)
BESIDE = {Slice.LEAD: {"code", "url", "here_only", "comebacks", "number"}}
"""What is kept beside the log and sent with a slice."""


def written(name: Slice) -> str:
    """What the page says about a slice."""
    starts = r"^### `{0}`[^\n]*\n|^`{0}`: ".format(re.escape("table" if name is Slice.SHOWN else name))
    _, text = re.split(starts, SLICES, maxsplit=1, flags=re.MULTILINE)
    return re.split(r"^#|^`\w+`: ", text, maxsplit=1, flags=re.MULTILINE)[0]


def words(name: Slice) -> set[str]:
    """The keys that the page gives a slice: quoted words that are not the value of another."""
    return set(re.findall(r'(?<!: )(?<!\|)"([a-z]\w*)"', written(name)))


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from keys(inner)


def ids(workshop: Workshop) -> set[str]:
    """Every key that is an id of something, not a word of the protocol."""
    scenario, tables = workshop.scenario, workshop.tables.values()
    things: list[Any] = [*scenario.people, *scenario.households, *scenario.roles, *scenario.topics]
    things += [*scenario.facts, *scenario.insights, *scenario.contradictions, *scenario.injects]
    things += [*scenario.agenda, *scenario.reads.options, *workshop.participants.values()]
    things += [*workshop.barriers.values(), *workshop.commitments.values(), *tables]
    for table in tables:
        things += [*table.seats.values(), *table.asks.values(), *table.links.values()]
        things += table.disputes.values()
    pairs = {f"{a}-{b}-{one.kind.value}" for one in scenario.relations for a, b in [one.people]}
    return {one.id for one in things} | pairs | {*BarrierCategory, *scenario.glossary}


Sent = tuple[Mapping[Slice, set[str]], set[str]]
"""The keys of each slice, and which of them may be ids."""


@pytest.fixture(scope="module")
def sent() -> Sent:
    """What was sent through some histories of the family that ships, and of a small one that has all else."""
    found: dict[Slice, set[str]] = {name: set(BESIDE.get(name, ())) for name in Slice}
    known: set[str] = set()
    for scenario, seed in [(load(shipped()[0]), 1), *((RICH, seed) for seed in range(8))]:
        steps = list(history(scenario, propose(scenario, 10), Random(seed), steps=500))
        last = {step.after.phase_id: step.after for step in steps}
        for workshop in (*last.values(), *(fold(RICH, one) for one in (ASKED, LAID, LOOKED_BACK))):
            known |= ids(workshop)
            for scope in slices.everything(workshop):
                found[scope.slice] |= set(keys(slices.value(workshop, scope)))
    return found, known


@pytest.mark.parametrize("name", Slice)
def test_the_protocol_page_names_every_key_of_a_slice_and_no_other(name: Slice, sent: Sent) -> None:
    found, known = sent
    meant = words(name).union(*(words(other) for other in ALSO.get(name, ())))
    unsaid = {key for key in found[name] - meant - known if not key.isdigit()}
    assert sorted(unsaid) == []
    if name is not Slice.SHOWN:
        assert sorted(words(name) - found[name]) == []


@pytest.mark.parametrize("workshop", [fold(RICH, ASKED), fold(RICH, LAID)])
def test_what_lies_beside_the_log_covers_no_word_of_its_slice(workshop: Workshop) -> None:
    for scope in slices.everything(workshop):
        assert set(slices.value(workshop, scope)) & BESIDE.get(scope.slice, set()) == set()


# --- what the pages' type checker believes ----------------------------------------------------------------

SCRIPTS = Path(__file__).resolve().parents[2] / "app/static/js"
TYPE_OF = {
    Slice.AGENDA: ("types", "Agenda"),
    Slice.FAMILY: ("types", "Family"),
    Slice.TABLE: ("types", "Table"),
    Slice.SHOWN: ("screen/screen", "ShownTable"),
    Slice.SEAT: ("types", "Seat"),
    Slice.MINE: ("types", "Mine"),
    Slice.DEBRIEF: ("types", "Debrief"),
    Slice.STAGE: ("screen/screen", "Stage"),
    Slice.REPLAY: ("types", "Led"),
    Slice.LEAD: ("facilitator", "Lead"),
    Slice.TABLES: ("facilitator", "ConsoleTable"),
    Slice.PEOPLE: ("facilitator", "ConsolePerson"),
    Slice.MODERATION: ("facilitator", "Moderation"),
    Slice.DESK: ("desk/desk", "DeskView"),
}


@cache
def declared(file: str, kind: str) -> tuple[str, str]:
    """Where a type is declared, and as what: here or in what this file imports; as nothing if not by us."""
    text = (SCRIPTS / f"{file}.d.ts").read_text(encoding="utf-8")
    if found := re.search(rf"^export (?:interface|type) {kind}\b(.+?)\n\n", text, re.MULTILINE | re.DOTALL):
        return file, re.sub(r"/\*.*?\*/", "", found[1], flags=re.DOTALL)
    for names, source in re.findall(r'^import type \{(.+?)\} from "\.*/?([\w/]+)";', text, re.MULTILINE):
        if kind in re.findall(r"\w+", names):
            return declared(source, kind)
    return file, ""


def typed(file: str, kind: str, above: frozenset[str] = frozenset()) -> set[str]:
    """The keys of a type and of every type it is made of."""
    home, said = declared(file, kind)
    names = set(re.findall(r"\b([a-z]\w*)\??:", said))
    parts = set(re.findall(r"\b[A-Z]\w+", said)) - above
    return names.union(*(typed(home, part, above | parts | {kind}) for part in parts))


@pytest.mark.parametrize("name", Slice)
def test_the_pages_types_name_every_key_of_a_slice(name: Slice) -> None:
    assert sorted(words(name) - typed(*TYPE_OF[name])) == []
