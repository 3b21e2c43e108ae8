"""Where the report's figures come from: scenario, version, phases as planned and as run, who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo

from app.domain.log.state import Workshop
from app.domain.report.durations import Span
from app.domain.rules.steps import is_sharing
from app.domain.rules.stopwatch import Seconds, held_at
from app.domain.scenario import HandVisibility, Phase, PhaseId, PhaseKind, Scenario

FORMAT = 3
"""Of the report as data; it changes when a name in it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the log does not know: the workshop's title, the pinned scenario's hash, the app's version.

    `zone`: in whose days it is dated; None is that of the computer. `is_rehearsal`: bots played it.
    """

    title: str
    scenario_hash: str
    app_version: str
    zone: tzinfo | None = UTC
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """A phase as planned and as run. `extended_s`: time the facilitator added (negative: took away).

    `starts_s`: since the workshop was opened; `sharing_s`: since sharing began, None before that.
    `stays`: how often it was entered; `reveals`: facts that reached a table in it, all tables.
    """

    phase_id: PhaseId
    title: str
    kind: PhaseKind
    visibility: HandVisibility
    shows_insights_left: bool
    starts_s: int
    sharing_s: int | None
    planned_s: int
    extended_s: int
    actual_s: int
    paused_s: int
    stays: int
    reveals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who came, in numbers. `late`: after the lobby; `observers`, `left`, `removed`: as it ended."""

    joined: int
    seated: int
    late: int
    observers: int
    left: int
    removed: int
    seats: int
    empty_seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures come from. `events`: how many the report was folded from; `is_rehearsal`: by bots."""

    format: int
    title: str
    held_on: date | None
    scenario_id: str
    scenario_title: str
    scenario_language: str
    scenario_version: str
    scenario_hash: str
    app_version: str
    events: int
    seconds: int
    attendance: Attendance
    phases: tuple[PhaseTime, ...]
    is_rehearsal: bool = False


def provenance(
    workshop: Workshop, about: About, stays: Sequence[Span], seconds: Seconds, *, events: int
) -> Provenance:
    scenario, held = workshop.scenario, held_at(workshop)
    return Provenance(
        format=FORMAT,
        title=about.title,
        held_on=held.astimezone(about.zone).date() if held else None,
        scenario_id=scenario.id,
        scenario_title=scenario.title,
        scenario_language=scenario.language,
        scenario_version=scenario.version,
        scenario_hash=about.scenario_hash,
        app_version=about.app_version,
        events=events,
        seconds=_seconds_of_all(scenario, stays),
        attendance=_attendance(workshop),
        phases=_phase_times(workshop, stays, seconds),
        is_rehearsal=about.is_rehearsal,
    )


def _seconds_of_all(scenario: Scenario, stays: Sequence[Span]) -> int:
    """How long the workshop ran from the end of the lobby until it was closed, pauses not counted."""
    outside = (PhaseKind.LOBBY, PhaseKind.CLOSED)
    return int(sum(stay.ran_s for stay in stays if scenario.phase_by_id[stay.phase_id].kind not in outside))


def _attendance(workshop: Workshop) -> Attendance:
    scenario, everybody = workshop.scenario, workshop.participants.values()
    staying = [one for one in everybody if not one.is_removed]
    taken = {one.seat_id for one in staying}
    return Attendance(
        joined=len(everybody),
        seated=sum(one.seat_id is not None for one in staying),
        late=sum(scenario.phase_by_id[one.joined_in].kind is not PhaseKind.LOBBY for one in staying),
        observers=sum(one.seat_id is None for one in staying),
        left=sum(one.has_left for one in staying),
        removed=len(everybody) - len(staying),
        seats=len(workshop.table_by_seat),
        empty_seats=len(workshop.table_by_seat.keys() - taken),
    )


def _phase_times(workshop: Workshop, stays: Sequence[Span], seconds: Seconds) -> tuple[PhaseTime, ...]:
    return tuple(
        _phase_time(workshop, workshop.as_played(phase), stays, seconds)
        for phase in workshop.scenario.agenda
        if any(stay.phase_id == phase.id for stay in stays)
    )


def _phase_time(workshop: Workshop, phase: Phase, stays: Sequence[Span], seconds: Seconds) -> PhaseTime:
    own = [stay for stay in stays if stay.phase_id == phase.id]
    entered_at = own[0].entered_at
    return PhaseTime(
        phase_id=phase.id,
        title=phase.title,
        kind=phase.kind,
        visibility=phase.visibility,
        shows_insights_left=phase.shows_insights_left,
        starts_s=int((entered_at - stays[0].entered_at).total_seconds()),
        sharing_s=seconds(entered_at) if is_sharing(phase.kind) or seconds(entered_at) else None,
        planned_s=phase.minutes * 60,
        extended_s=sum(stay.extended_s for stay in own),
        actual_s=int(sum(stay.ran_s for stay in own)),
        paused_s=int(sum(stay.paused_s for stay in own)),
        stays=len(own),
        reveals=_reveals(workshop, own, stays[-1]),
    )


def _reveals(workshop: Workshop, own: Sequence[Span], last: Span) -> int:
    """Facts that reached a table in these stays; the last stay includes its last moment."""
    put = [one.at for table in workshop.tables.values() for one in table.revealed.values()]
    return sum(stay.entered_at <= at and (at < stay.left_at or stay is last) for stay in own for at in put)
