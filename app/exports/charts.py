"""The report's two drawings as plain numbers for SVG: buttons sewn on, and the curve of growth."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.report.measures import TableMeasures
from app.domain.report.report import Report
from app.domain.rules.outcomes import Outcome
from app.domain.rules.steps import is_sharing
from app.exports.vocabulary import clock, facts
from app.languages.speaking import gettext as _

WIDTH, HEIGHT = 480.0, 270.0
LEFT, TOP, BOTTOM = 46.0, 30.0, 34.0
RIGHT_END = 358.0
"""Where the plot ends; the rest of the width is for the labels of the curves."""
MOST_BUTTONS = 120
"""More facts than this are drawn as one button for several."""
BUTTONS_PER_ROW = 16
PITCH = 20.0
LABEL_HEIGHT = 15.0
MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    x: float
    y: float
    is_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonRow:
    """One line of the first picture: its words, and a button for each fact, filled where it was seen."""

    words: str
    buttons: tuple[Button, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place along one axis and the words there."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One table's line: `points` for a polyline, its end's label, and where insights were recognised."""

    number: int
    points: str
    label: str
    label_y: float
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinRow:
    """What the curve says, in words: the moment, and each table's facts by then."""

    moment: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The curve of growth, drawn `width` by `height`; the plot runs from left to right, top to bottom."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    curves: tuple[Curve, ...]
    phases: tuple[Mark, ...]
    times: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    twin: tuple[TwinRow, ...]


def buttons(report: Report) -> tuple[ButtonRow, ...]:
    """What one seat saw alone, and what each table saw (the range where there are several)."""
    whole, tables = report.whole, report.tables
    if not whole.facts:
        return ()
    held = whole.best_alone.n
    alone = _("Most facts held by any one role: {n} of {facts}", n=held, facts=facts(whole.facts))
    rows = [(alone, whole.best_alone.n)]
    if len(tables) == 1:
        rows.append((_("The table, together: {n}", n=whole.seen_most.n), whole.seen_most.n))
    elif whole.seen_least.n == whole.seen_most.n:
        rows.append((_("Each table, together: {n}", n=whole.seen_most.n), whole.seen_most.n))
    else:
        rows.append((_("A table, together, at least: {n}", n=whole.seen_least.n), whole.seen_least.n))
        rows.append((_("A table, together, at most: {n}", n=whole.seen_most.n), whole.seen_most.n))
    return tuple(_button_row(words, seen, whole.facts) for words, seen in rows)


def _button_row(words: str, seen: int, of: int) -> ButtonRow:
    scale = min(1.0, MOST_BUTTONS / of)
    drawn, filled = round(of * scale), round(seen * scale)
    lines = -(-drawn // BUTTONS_PER_ROW)
    per_line = -(-drawn // lines)
    return ButtonRow(
        words=words,
        buttons=tuple(
            Button(
                x=(index % per_line + 0.5) * PITCH,
                y=(index // per_line + 0.5) * PITCH,
                is_seen=index < filled,
            )
            for index in range(drawn)
        ),
        width=per_line * PITCH,
        height=lines * PITCH,
    )


def growth(report: Report) -> Growth | None:
    """The curve of growth; None while nothing lies on any table."""
    if not any(table.growth for table in report.tables):
        return None
    end_s = _end_s(report)
    return Growth(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT_END,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        curves=_labelled([_curve(table, end_s, _label(report, table)) for table in report.tables]),
        phases=tuple(
            Mark(at=_x(phase.sharing_s or 0, end_s), words=phase.title)
            for phase in report.provenance.phases
            if is_sharing(phase.kind) and (phase.sharing_s or 0) < end_s
        ),
        times=_times(end_s),
        levels=(
            Mark(at=_y(0.0), words=_("none")),
            Mark(at=_y(0.5), words=_("half")),
            Mark(at=_y(1.0), words=_("all")),
        ),
        twin=_twin(report.tables, end_s),
    )


def _end_s(report: Report) -> int:
    """Where the curve ends: when sharing was over, or with the last thing that happened."""
    phases = report.provenance.phases
    last = max((index for index, phase in enumerate(phases) if is_sharing(phase.kind)), default=0)
    over = max((phase.sharing_s or 0 for phase in phases[last + 1 : last + 2]), default=0)
    reveals = (point.seconds for table in report.tables for point in table.growth)
    links = (insight.recognised_s or 0 for table in report.tables for insight in table.insights)
    return max(60, over, *reveals, *links)


def _x(seconds: float, end_s: int) -> float:
    return round(LEFT + (RIGHT_END - LEFT) * seconds / end_s, 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)


def _label(report: Report, table: TableMeasures) -> str:
    seen = table.coverage.all
    part = _("{n} of {of}", n=seen.n, of=seen.of)
    if len(report.tables) == 1:
        return part
    return _("Table {number}: {sentence}", number=table.number, sentence=part)


def _curve(table: TableMeasures, end_s: int, label: str) -> Curve:
    """Steps: the picture stays as it is until the next fact is put."""
    points = [(_x(0, end_s), _y(0.0))]
    for point in table.growth:
        points += [(_x(point.seconds, end_s), points[-1][1]), (_x(point.seconds, end_s), _y(point.share))]
    points.append((_x(end_s, end_s), points[-1][1]))
    spots = (
        Spot(x=_x(insight.recognised_s or 0, end_s), y=_y(_share_at(table, insight.recognised_s or 0)))
        for insight in table.insights
        if insight.outcome is Outcome.RECOGNISED
    )
    return Curve(
        number=table.number,
        points=" ".join(f"{x:g},{y:g}" for x, y in points),
        label=label,
        label_y=points[-1][1],
        spots=tuple(spots),
    )


def _share_at(table: TableMeasures, seconds: int) -> float:
    return max((point.share for point in table.growth if point.seconds <= seconds), default=0.0)


def _labelled(curves: Sequence[Curve]) -> tuple[Curve, ...]:
    """The curves with their labels moved apart, so that none covers another."""
    placed: dict[int, float] = {}
    lowest = HEIGHT - BOTTOM
    for curve in sorted(curves, key=lambda one: (-one.label_y, one.number)):
        placed[curve.number] = min(curve.label_y, lowest)
        lowest = placed[curve.number] - LABEL_HEIGHT
    overflow = max(0.0, TOP - min(placed.values()))
    return tuple(
        Curve(
            number=curve.number,
            points=curve.points,
            label=curve.label,
            label_y=placed[curve.number] + overflow,
            spots=curve.spots,
        )
        for curve in curves
    )


def _times(end_s: int) -> tuple[Mark, ...]:
    step = next((step for step in (1, 2, 5, 10, 15, 30, 60) if end_s / 60 / step <= 6), 120)
    return tuple(
        Mark(at=_x(minute * 60, end_s), words=_("{n} min", n=minute) if minute else "0")
        for minute in range(0, end_s // 60 + 1, step)
    )


def _twin(tables: Sequence[TableMeasures], end_s: int) -> tuple[TwinRow, ...]:
    step_s = next((step * 60 for step in (1, 2, 5, 10, 15, 30) if end_s / 60 / step <= MOST_ROWS), 3600)
    moments = [*range(step_s, end_s, step_s), end_s]
    return tuple(
        TwinRow(
            moment=clock(moment),
            facts=tuple(
                _("{n} of {of}", n=_facts_by(table, moment), of=table.coverage.all.of) for table in tables
            ),
        )
        for moment in moments
    )


def _facts_by(table: TableMeasures, moment: int) -> int:
    return sum(point.seconds <= moment for point in table.growth)
