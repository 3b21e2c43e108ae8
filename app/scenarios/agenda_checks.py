"""Where steps may stand in an agenda, be it a scenario's own or in a file of its own."""

from collections.abc import Sequence

from app.domain.rules.steps import SHARING
from app.domain.scenario import PhaseKind
from app.scenarios.flaws import FlawList
from app.scenarios.said import said
from app.scenarios.source import SourceFile


def check_agenda(kinds: Sequence[PhaseKind], source: SourceFile, section: str, flaws: FlawList) -> None:
    """Everything that is wrong with the kinds of steps, in the section of the file that lists them."""
    _check_ends(kinds, source, section, flaws)
    _check_order(kinds, source, section, flaws)
    _check_it_leads_somewhere(kinds, source, section, flaws)


def _check_ends(kinds: Sequence[PhaseKind], source: SourceFile, section: str, flaws: FlawList) -> None:
    if kinds[0] is not PhaseKind.LOBBY:
        place = source.at(section, 0, "kind")
        flaws.put(place, "agenda_begins", said("the first phase is of kind {value}", value=kinds[0].value))
    if kinds[-1] is not PhaseKind.CLOSED:
        place = source.at(section, len(kinds) - 1, "kind")
        flaws.put(place, "agenda_ends", said("the last phase is of kind {value}", value=kinds[-1].value))
    if PhaseKind.SHARE not in kinds:
        flaws.put(source.key(section), "agenda_without_share", said("no phase of the agenda is for sharing"))


def _check_order(kinds: Sequence[PhaseKind], source: SourceFile, section: str, flaws: FlawList) -> None:
    """Rounds of sharing may repeat; everything else comes in the order of docs/field.md 6."""
    order = list(PhaseKind)
    latest = 0
    for index, kind in enumerate(kinds):
        step = order.index(PhaseKind.SHARE if kind in SHARING or kind is PhaseKind.PULSE else kind)
        if step < latest:
            place = source.at(section, index, "kind")
            what = said("{value} comes after {value_2}", value=kind.value, value_2=order[latest].value)
            flaws.put(place, "agenda_order", what)
        latest = max(latest, step)


def _check_it_leads_somewhere(
    kinds: Sequence[PhaseKind], source: SourceFile, section: str, flaws: FlawList
) -> None:
    """Only one kind of phase takes links, which recognise insights; only one shows what was missed."""
    place = source.key(section)
    if PhaseKind.ASK_AND_LINK not in kinds:
        flaws.put(place, "agenda_without_linking", said("no phase takes links: no insight is recognised"))
    if PhaseKind.REVEAL not in kinds:
        flaws.put(place, "agenda_without_reveal", said("no phase shows what was missed"))
