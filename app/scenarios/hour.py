"""Whether the agenda makes an hour: what is missing, what comes twice, and how many minutes there are."""

from collections import Counter

from app.domain.rules.steps import SHARING
from app.domain.scenario import PhaseKind
from app.scenarios.flaws import FlawList
from app.scenarios.meaning import Placed
from app.scenarios.said import said

FEWEST_MINUTES, MOST_MINUTES = 20, 180
SECONDS_OF_A_FACT = 15

_WANTED = (
    (PhaseKind.FIRST_READ, "agenda_without_reads"),
    (PhaseKind.SECOND_READ, "agenda_without_reads"),
    (PhaseKind.BARRIERS, "agenda_without_barriers"),
    (PhaseKind.VOTE, "agenda_without_vote"),
    (PhaseKind.COMMITMENTS, "agenda_without_commitments"),
)
_MAY_REPEAT = SHARING | {PhaseKind.PULSE, PhaseKind.CLOSED}


def check_hour(placed: Placed, flaws: FlawList) -> None:
    """What the debrief lacks, phases twice or after the end, and minutes: all and for each fact."""
    agenda = placed.scenario.agenda
    kinds = [phase.kind for phase in agenda]
    for kind, code in _WANTED:
        if kind not in kinds:
            flaws.put(placed.source.key("agenda"), code, said("no phase is of kind {kind}", kind=kind.value))
    if PhaseKind.CLOSED in kinds[:-1] and kinds[-1] is PhaseKind.CLOSED:
        place = placed.source.at("agenda", kinds.index(PhaseKind.CLOSED), "kind")
        flaws.put(place, "agenda_after_closed", said("{count} phases come after it", count=_after(kinds)))
    seen: Counter[PhaseKind] = Counter()
    for index, kind in enumerate(kinds):
        seen[kind] += 1
        if seen[kind] > 1 and kind not in _MAY_REPEAT:
            what = said("there is a phase of kind {kind} already", kind=kind.value)
            flaws.put(placed.source.at("agenda", index, "kind"), "agenda_repeats", what)
    _check_minutes(placed, flaws)


def _after(kinds: list[PhaseKind]) -> int:
    return len(kinds) - 1 - kinds.index(PhaseKind.CLOSED)


def _check_minutes(placed: Placed, flaws: FlawList) -> None:
    agenda, place = placed.scenario.agenda, placed.source.key("agenda")
    minutes = sum(phase.minutes for phase in agenda)
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        flaws.put(place, "hour_length", said("the agenda has {minutes} minutes", minutes=minutes))
    rounds = [phase.minutes for phase in agenda if phase.kind in SHARING]
    facts = len(placed.scenario.facts)
    if rounds and all(rounds) and sum(rounds) * 60 < SECONDS_OF_A_FACT * facts:
        what = said("{facts} facts are to be shared in {minutes} minutes", facts=facts, minutes=sum(rounds))
        flaws.put(place, "hurried_sharing", what)
