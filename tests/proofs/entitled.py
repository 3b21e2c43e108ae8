"""Who may know which marked word, and when: said once more, by the rules V2-V13, without asking the views.

A device may know the words of its own language only: ask with the workshop told in that one.
"""

import re
from collections.abc import Iterable, Iterator

from app.domain.log.commands import ParticipantId, TableId, Wording
from app.domain.log.state import Participant, Seat, Table, Workshop
from app.domain.rules.agenda import has_reached
from app.domain.rules.sharing import in_play, recognised
from app.domain.scenario import Contradiction, Fact, PhaseKind, RoleId

_KINDS = (
    "id text least note does holds threshold worry alone insight title statement why next question "
    "dispute explains person name intro easystory big unknown say said inject head news"
)
MARK = re.compile(rf"(?<![A-Za-z0-9_.-])zq(?:es)?(?:{'|'.join(_KINDS.split())})[a-z0-9]*")
"""The kinds of marked words by name, and none in the middle of a token, whose letters are drawn at random.

Those of the Spanish file begin with `zqes`.
"""
_GONE = re.compile(r'"(zq[a-z0-9]+)":null')


def marks(text: str) -> set[str]:
    """The marked words in a text; not those that a patch only takes away."""
    return set(MARK.findall(_GONE.sub("", text)))


def same_in_all(words: Iterable[str]) -> set[str]:
    """Of some words those that are no text of the scenario: ids, names, and what people said."""
    return {word for word in words if re.match("zq(?:id|insight|dispute|person|name|inject|said)", word)}


def everybody(workshop: Workshop) -> set[str]:
    """What all audiences may know: the agenda, commitments, and from the vote on the barriers (V7)."""
    words = paused(workshop)
    for one in workshop.commitments.values():
        words |= marks(f"{one.situation} {one.action} {one.owner} {one.check}")
    if has_reached(workshop, PhaseKind.VOTE):
        words |= _words(one.text for one in workshop.barriers.values() if not one.is_hidden)
    return words


def paused(workshop: Workshop) -> set[str]:
    """Why the workshop is paused, if it is."""
    is_paused = workshop.clock is not None and workshop.clock.paused_at is not None
    return marks(workshop.clock.pause_reason) if workshop.clock and is_paused else set()


def phone(workshop: Workshop, who: ParticipantId) -> set[str]:
    """A participant: the own seat and its table; an observer: the only table, or what the screen shows."""
    participant = workshop.participants[who]
    words = everybody(workshop) | _said_in_private(participant) | {who}
    if participant.seat_id is None and len(workshop.tables) == 1:
        return words | on_the_table(workshop, next(iter(workshop.tables.values())))
    if participant.seat_id is None:
        return words | on_screen(workshop)
    seat = workshop.seat(participant.seat_id)
    own = on_the_table(workshop, workshop.tables[seat.table_id])
    return words | _held(workshop, seat) | own | _shown_again(workshop)


def _shown_again(workshop: Workshop) -> set[str]:
    """V21: the table whose hour is shown again to everybody, while all look back and the screen shows it."""
    is_looked_at = workshop.phase.kind in (PhaseKind.REVEAL, PhaseKind.REPLAY)
    if workshop.replay is None or not is_looked_at or workshop.screen.is_blank:
        return set()
    return on_the_table(workshop, workshop.tables[workshop.replay.table_id])


def may_look_back(workshop: Workshop, what: str, seat: Seat | None, table_id: TableId) -> bool:
    """V21, V10: who is given a table's hour again. `what`: phone, screen, screen at t1, or who leads."""
    if not has_reached(workshop, PhaseKind.REVEAL):
        return False
    screen, is_only = workshop.screen, len(workshop.tables) == 1
    if what.startswith("screen"):
        is_there = not what.endswith("t1") or table_id == "t1"
        return is_there and not (screen.is_blank or screen.is_frozen)
    if what != "phone":
        return True
    if seat is None:
        return is_only or not screen.is_blank
    return seat.table_id == table_id or bool(
        _shown_again(workshop) and workshop.replay and workshop.replay.table_id == table_id
    )


def screen(workshop: Workshop) -> set[str]:
    return _live(workshop, on_screen(workshop))


def _live(workshop: Workshop, shown: set[str]) -> set[str]:
    """What a screen is sent: blank or held still, nothing but the agenda (V10)."""
    if workshop.screen.is_blank or workshop.screen.is_frozen:
        return paused(workshop)
    return everybody(workshop) | shown


def console(workshop: Workshop, names: Iterable[str]) -> set[str]:
    """Who leads: every table, every barrier, what to say, names; no hand, no note, no private answer (V9)."""
    words = everybody(workshop) | _words(workshop.phase.says) | set(names) | set(workshop.participants)
    words |= _words(one.text for one in workshop.barriers.values())
    for inject in workshop.scenario.injects:  # which there are, for whom and when; not what they say
        words |= {inject.id, inject.title}
    return words.union(*(on_the_table(workshop, table) for table in workshop.tables.values()))


def desk(workshop: Workshop, names: Iterable[str]) -> set[str]:
    """Who leads, on purpose: every hand in words, and still no note and no private answer (V11)."""
    words = console(workshop, names)
    for fact in workshop.scenario.facts:
        words |= {workshop.signs.fact(fact.id), fact.text, *_marked(fact.about)} | (
            {fact.minimum} if fact.minimum else set()
        )
    return words


def table_screen(workshop: Workshop, table_id: TableId) -> set[str]:
    """A screen that stands at one table shows what its seats see."""
    return _live(workshop, on_the_table(workshop, workshop.tables[table_id]) | _shown_again(workshop))


def on_screen(workshop: Workshop) -> set[str]:
    """V6: with several tables counts and news for everyone, until the reveal; V10: nothing if it is blank."""
    if workshop.screen.is_blank:
        return set()
    if len(workshop.tables) > 1 and not has_reached(workshop, PhaseKind.REVEAL):
        return _news(workshop)
    return set().union(*(on_the_table(workshop, table) for table in workshop.tables.values()))


def on_the_table(workshop: Workshop, table: Table) -> set[str]:
    words = _words(ask.text for ask in table.asks.values()) | _words(
        link.line for link in table.links.values()
    )
    for fact_id, revealed in table.revealed.items():
        fact = workshop.scenario.fact_by_id[fact_id]
        is_least = revealed.wording is Wording.MINIMUM  # V4
        words |= {workshop.signs.fact(fact_id), str(fact.minimum) if is_least else fact.text} | _newcomers(
            workshop, fact
        )
    found = recognised(workshop, table)
    for insight in workshop.scenario.insights:
        if insight.id in found:
            words |= {insight.id, insight.title, insight.statement, insight.next_step}
    for dispute in table.disputes.values():
        words |= _words((dispute.line, dispute.settled_line or ""))
    words |= {one.explanation for one in workshop.scenario.contradictions if _is_settled(table, one)}
    words |= _news(workshop)
    return words | (_missed(workshop, table) if has_reached(workshop, PhaseKind.REVEAL) else set())


def _news(workshop: Workshop, role_ids: Iterable[RoleId] = ()) -> set[str]:
    """V13: an inject, once it has come in: one that is for everyone, or for one of these roles."""
    come = [one for one in workshop.scenario.injects if one.id in workshop.injects]
    told = [one for one in come if (set(one.to) & set(role_ids) if role_ids else not one.to)]
    return {word for one in told for word in (one.id, one.title, one.text)}


def _missed(workshop: Workshop, table: Table) -> set[str]:
    """V5: from the reveal on, what was never said, in its least wording, and the whole picture."""
    big = workshop.scenario.big_picture
    words = {big.easy_story, big.statement, big.next_step, *big.unknown}
    for fact_id in in_play(table) - table.revealed.keys():
        fact = workshop.scenario.fact_by_id[fact_id]
        words |= {workshop.signs.fact(fact_id), fact.minimum or fact.text, fact.note} | _newcomers(
            workshop, fact
        )
    for insight in workshop.scenario.insights:
        if insight.id not in recognised(workshop, table):
            words |= {insight.id, insight.title, insight.statement, insight.why, insight.next_step}
    for one in workshop.scenario.contradictions:
        if in_play(table).issuperset(one.fact_ids) and not _is_settled(table, one):
            words |= {one.id, one.explanation}
    return words


def _is_settled(table: Table, one: Contradiction) -> bool:
    """Somebody has said that the two do not fit, and the facts that settle it lie on the table."""
    is_marked = any(dispute.fact_ids == set(one.fact_ids) for dispute in table.disputes.values())
    return is_marked and one.resolved_by <= table.revealed.keys()


def _held(workshop: Workshop, seat: Seat) -> set[str]:
    words = _news(workshop, seat.role_ids)
    brought_later = {fact_id for one in workshop.scenario.injects for fact_id in one.fact_ids}
    brought = {
        fact_id for one in workshop.scenario.injects if one.id in workshop.injects for fact_id in one.fact_ids
    }
    is_fixed = workshop.phase.kind is not PhaseKind.LOBBY  # V17
    for fact_id in seat.hand - (brought_later - brought) if is_fixed else ():
        fact = workshop.scenario.fact_by_id[fact_id]
        words |= {workshop.signs.fact(fact_id), fact.text} | ({fact.minimum} if fact.minimum else set())
        words |= _marked(fact.about)
    for role_id in seat.role_ids:
        role = workshop.scenario.role_by_id[role_id]
        words |= {role.does, role.holds, role.threshold, role.worry}
    return words


def _marked(words: Iterable[str]) -> set[str]:
    return {word for word in words if word.startswith("zq")}


def _newcomers(workshop: Workshop, fact: Fact) -> set[str]:
    people = [one for one in workshop.scenario.people if one.id in fact.about and not one.is_known_at_start]
    return {word for one in people for word in (one.id, one.name, one.intro)}


def _said_in_private(participant: Participant) -> set[str]:
    answers = participant.answers
    lines = [read.line for read in (answers.first_read, answers.second_read) if read] + (
        [answers.check_out.takeaway] if answers.check_out else []
    )
    return _words(lines)


def _words(texts: Iterable[str]) -> set[str]:
    return set().union(*(marks(text) for text in texts))


def never_reported(workshop: Workshop) -> Iterator[str]:
    """What no report may ever say: private answers, who, sensitive facts in full, what was hidden."""
    for participant in workshop.participants.values():
        yield from _said_in_private(participant)
        yield participant.id
    for fact in workshop.scenario.facts:
        if fact.minimum is not None:
            yield fact.text
    for barrier in workshop.barriers.values():
        if barrier.is_hidden:
            yield from marks(barrier.text)
    if not workshop.telling.lines_in_report:  # S19
        for table in workshop.tables.values():
            yield from _words(link.line for link in table.links.values())
