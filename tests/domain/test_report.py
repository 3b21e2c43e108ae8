"""The report, folded from a whole log: every figure by hand, the floors, and what must not be in it."""

from dataclasses import fields, is_dataclass, replace

import pytest

from app.domain.log import events as e
from app.domain.log.commands import BarrierId, ParticipantId
from app.domain.log.events import Between, Event
from app.domain.report.coverage import share
from app.domain.report.report import Report, report
from app.domain.rules.withholding import withheld
from app.domain.scenario import BarrierCategory, PhaseKind, RoleId
from tests.domain.report_expected import EXPECTED
from tests.domain.report_story import (
    ABOUT,
    ASKING,
    CLOSING,
    DEBRIEF,
    FIRST_BARRIERS,
    JOINING,
    LOG,
    ONE_TABLE,
    READING,
    SCENARIO,
    SECRET,
    SHARING,
    START,
    TWO_TABLES,
    agreed,
    at,
    checked_out,
    entered,
    joined,
    linked,
    read,
    revealed,
)
from tests.given import with_counts


def made(*events: Event) -> Report:
    return report(SCENARIO, with_counts(SCENARIO, *events), ABOUT)


def test_the_whole_report_of_a_short_workshop_to_the_digit() -> None:
    assert report(SCENARIO, LOG, ABOUT) == EXPECTED


def test_an_empty_log_gives_an_interim_report_of_nothing() -> None:
    nothing = made()
    assert (nothing.is_interim, nothing.tables, nothing.provenance.held_on) == (True, (), None)
    assert nothing.whole.facts == 0


@pytest.mark.parametrize("length", range(len(LOG)))
def test_a_report_can_be_made_after_every_event_and_is_interim_until_the_workshop_is_closed(
    length: int,
) -> None:
    assert report(SCENARIO, LOG[:length], ABOUT).is_interim


def test_minutes_of_a_phase_that_still_runs_end_with_the_last_event() -> None:
    running = made(*JOINING, *READING, *SHARING[:-1])
    share = next(phase for phase in running.provenance.phases if phase.kind is PhaseKind.SHARE)
    assert (share.actual_s, share.paused_s, share.reveals) == (540 - 120, 120, 4)


def test_a_pause_that_nobody_ended_is_ended_by_the_next_phase() -> None:
    paused = e.WorkshopPaused(at=START.replace(minute=14), reason="")
    with_pause = made(*JOINING, *READING, *SHARING[:-1], paused, SHARING[-1], *ASKING)
    assert with_pause.tables[0].growth[-1].seconds == 780 - 60


def test_a_phase_gone_back_to_is_counted_together() -> None:
    back = made(
        *JOINING, *READING, *SHARING, entered(PhaseKind.SHARE, 16), entered(PhaseKind.ASK_AND_LINK, 18)
    )
    share = next(phase for phase in back.provenance.phases if phase.kind is PhaseKind.SHARE)
    assert (share.stays, share.actual_s) == (2, 540 + 120)


def test_a_move_that_was_undone_never_was_and_its_pause_runs_on() -> None:
    minute = START.replace(minute=14)
    paused = e.WorkshopPaused(at=minute, reason="")
    moved = (entered(PhaseKind.SECOND_READ, 14), e.MoveUndone(at=minute.replace(second=8)))
    head = (*JOINING, *READING, *SHARING[:-1], paused)
    undone, stayed = made(*head, *moved, SHARING[-1]), made(*head, SHARING[-1])
    told = stayed.provenance
    assert undone == replace(stayed, provenance=replace(told, events=told.events + 2))


def test_minutes_that_were_added_add_up() -> None:
    twice = [e.PhaseExtended(at=at(10), seconds=60), e.PhaseExtended(at=at(11), seconds=-20)]
    share = made(*JOINING, entered(PhaseKind.SHARE, 4), *twice).provenance.phases[-1]
    assert (share.kind, share.extended_s) == (PhaseKind.SHARE, 40)


def test_a_fact_that_comes_as_a_step_ends_is_counted_in_the_next_one_alone() -> None:
    rounds = (entered(PhaseKind.SHARE, 4), entered(PhaseKind.ASK_AND_LINK, 15), revealed("a-1", at(15)))
    phases = made(*JOINING, *rounds, entered(PhaseKind.SECOND_READ, 25)).provenance.phases
    assert [one.reveals for one in phases] == [0, 0, 0, 1, 0]


def test_what_comes_after_the_end_makes_the_workshop_no_longer() -> None:
    gone = e.ParticipantLeft(at=at(59), participant_id=ParticipantId("p-a"))
    lengths = [report(SCENARIO, (*LOG, *more), ABOUT).provenance.seconds for more in ((), (gone,))]
    assert lengths == [EXPECTED.provenance.seconds] * 2


def test_a_pause_before_sharing_began_is_no_part_of_the_picture_s_time() -> None:
    stood = (e.WorkshopPaused(at=at(2, 10), reason=""), e.WorkshopResumed(at=at(3, 10)))
    (table,) = made(*JOINING, *stood, entered(PhaseKind.SHARE, 4), revealed("a-1", at(5))).tables
    assert table.first_unique_s == 60


def test_J8_that_somebody_answered_is_not_even_one_of_the_events_counted() -> None:
    told = [report(SCENARIO, log, ABOUT) for log in (JOINING, (*JOINING, e.AnswerKept(), e.AnswerKept()))]
    assert told[0] == told[1]


def test_the_whole_is_the_range_over_its_tables() -> None:
    """Two tables, one of them with two roles on one seat: it saw more alone, and less together."""
    merged = ((RoleId("a"), RoleId("c")), *((RoleId(one),) for one in "bdef"))
    opened = e.WorkshopOpened(at=START, layout=(*ONE_TABLE, merged))
    found = (revealed("a-1", at(5)), revealed("c-1", at(6)), linked("l-1", at(7), "a", "a-1", "c-1"))
    whole = made(opened, entered(PhaseKind.SHARE, 4), *found).whole
    assert (whole.best_alone, whole.solo_insights) == (share(8, 19), 1)
    assert (whole.seen_least, whole.seen_most) == (share(0, 19), share(2, 19))
    assert (whole.insights_least, whole.insights_most) == (share(0, 3), share(1, 3))


# --- the floors -------------------------------------------------------------------------------------------


def answers(
    n: int, kind: type[e.FirstReadGiven | e.SecondReadGiven], option: str = "easy"
) -> tuple[Event, ...]:
    return tuple(read(kind, f"p-{role_id}", 5, option) for role_id in "abcdef"[:n])


@pytest.mark.parametrize(
    ("n", "given", "mean", "options"),
    [(0, 0, None, 0), (2, None, None, 0), (3, 3, 5.0, 0), (4, 4, 5.0, 0), (5, 5, 5.0, 3)],
)
def test_few_judgements_are_withheld(n: int, given: int | None, mean: float | None, options: int) -> None:
    before = made(*JOINING, *answers(n, e.FirstReadGiven), entered(PhaseKind.SHARE, 4)).judgement.before
    assert (before.given, before.need_mean, len(before.options)) == (given, mean, options)


def checked(out: list[Event]) -> tuple[Event, ...]:
    return (entered(PhaseKind.CHECK_OUT, 45), *out, entered(PhaseKind.CLOSED, 48))


@pytest.mark.parametrize(
    ("n", "given", "then"), [(0, 0, None), (2, None, None), (3, 3, Between(least=3.3, most=4.3))]
)
def test_confidence_of_fewer_than_three_is_withheld(n: int, given: int | None, then: Between | None) -> None:
    out = [checked_out(f"p-{role_id}", 4, 7, "") for role_id in "abc"[:n]]
    told = made(*JOINING, *checked(out)).confidence
    assert (told.given, told.then) == (given, then)


def test_takeaways_of_fewer_than_three_are_withheld_and_no_order_tells_who_wrote_them() -> None:
    lines = ("Zebra", "Apple", "Middle")
    out = [checked_out(f"p-{role_id}", 4, 7, line) for role_id, line in zip("abc", lines, strict=True)]
    assert made(*JOINING, *checked(out[:2])).takeaways == ()
    told = [made(*JOINING, *checked(each)).takeaways for each in (out, out[::-1])]
    assert told == [tuple(sorted(lines))] * 2


def two_tables(second: int) -> tuple[Event, ...]:
    """Six people at the first table, `second` at the other; all of them judge."""
    seats = [(role_id, 1) for role_id in "abcdef"] + [(role_id, 2) for role_id in "abcdef"[:second]]
    people = [(f"p-{table}{role_id}", role_id, table) for role_id, table in seats]
    return (
        e.WorkshopOpened(at=START, layout=TWO_TABLES),
        *(event for person, role_id, table in people for event in joined(person, role_id, table=table)),
        entered(PhaseKind.FIRST_READ, 2),
        *(read(e.FirstReadGiven, person, 5, "easy") for person, _, _ in people),
        entered(PhaseKind.SHARE, 4),
    )


def test_tables_are_told_apart_only_when_each_is_large_enough() -> None:
    assert [one.number for one in made(*two_tables(second=5)).judgement.tables] == [1, 2]
    small = made(*two_tables(second=4)).judgement
    assert (small.tables, small.before.given) == ((), 10)


def test_every_table_answers_as_one_however_few_sit_there() -> None:
    told = made(*two_tables(second=2), agreed("need", table=2)).judgement
    assert [(one.number, one.option_id, one.is_answer) for one in told.answers] == [
        (1, None, False),
        (2, "need", True),
    ]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([[4, 1, 0]], ((4, None, None),)),
        ([[4, 3, 1]], ((4, None, None),)),  # the one alone could be worked out
        ([[5, 4, 3]], ((5, 4, 3),)),
        ([[5, 3, 3], [5, 1, 1]], ((5, None, None), (5, None, None))),  # … or from the other table
        ([[6]], ((6,),)),
        ([], ()),
    ],
)
def test_a_number_under_three_is_withheld_with_what_would_give_it_away(
    counts: list[list[int]], shown: tuple[tuple[int | None, ...], ...]
) -> None:
    assert withheld(counts) == shown


def test_J7_what_a_removed_device_had_answered_counts_on_and_what_it_had_not_was_not_asked() -> None:
    """Two reports, one before and one after, would else tell what its private answer was."""
    removed = e.ParticipantRemoved(at=START, participant_id=ParticipantId("p-e"))
    reads = (*answers(5, e.FirstReadGiven), entered(PhaseKind.SHARE, 4))
    before, after = made(*JOINING, *reads), made(*JOINING, *reads, removed)
    assert before.judgement.before.given == 5
    assert after.judgement.before == before.judgement.before
    assert after.judgement.after.seated == before.judgement.after.seated - 1


# --- what must not be in it -------------------------------------------------------------------------------


def texts(value: object) -> list[str]:
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_no_participant_no_private_line_and_no_full_wording_is_in_the_report() -> None:
    told = "\n".join(texts(report(SCENARIO, LOG, ABOUT)))
    assert "Least of a-2." in told
    for forbidden in ("p-a", "p-late", "thought by", SECRET, "spoken at", "at the door", "A silly word."):
        assert forbidden not in told


def test_swapping_two_authors_of_barriers_changes_nothing() -> None:
    swapped = (DEBRIEF[0], *FIRST_BARRIERS[::-1], *DEBRIEF[1 + len(FIRST_BARRIERS) :])
    before = made(*JOINING, *READING, *SHARING, *ASKING, *DEBRIEF, *CLOSING)
    after = made(*JOINING, *READING, *SHARING, *ASKING, *swapped, *CLOSING)
    assert after == before


def test_barriers_are_numbered_in_an_order_that_is_not_that_of_their_ids() -> None:
    """A device that counts its ids must not give its barriers away."""
    raised = [
        e.BarrierRaised(
            barrier_id=BarrierId(f"phone7-{count:02}"),
            category=BarrierCategory.LAW,
            text=f"Text {count:02}",
            setting=FIRST_BARRIERS[0].setting,
        )
        for count in range(12)
    ]
    lines = [line.text for line in made(*JOINING, *raised).barriers.lines]
    assert sorted(lines) == [f"Text {count:02}" for count in range(12)]
    assert lines != sorted(lines)


def test_a_hidden_barrier_leaves_no_trace_but_a_number() -> None:
    without = tuple(event for event in DEBRIEF if getattr(event, "barrier_id", None) != BarrierId("bar-3"))
    hidden, never = made(*JOINING, *DEBRIEF).barriers, made(*JOINING, *without).barriers
    assert hidden == replace(never, hidden=1)


@pytest.mark.parametrize("kind", [PhaseKind.SHARE, PhaseKind.ASK_AND_LINK])
def test_the_stopwatch_starts_with_the_first_phase_in_which_facts_come_to_the_table(kind: PhaseKind) -> None:
    (table,) = made(*JOINING, entered(kind, 4), revealed("a-1", at(5))).tables
    assert table.first_unique_s == 60
