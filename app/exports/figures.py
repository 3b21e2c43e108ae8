"""The report's figures: the few numbers to remember, each with what it counts. Small groups stay out."""

from dataclasses import dataclass

from app.domain.report.answers import Judgement, OptionCount, Reading
from app.domain.report.coverage import Share
from app.domain.report.report import Report
from app.languages.speaking import Filling, ngettext
from app.languages.speaking import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, and what it counts."""

    number: str
    name: str


def figures(report: Report) -> tuple[Figure, ...]:
    """What one role held, what lay on the table, what was recognised, who saw it, what was promised."""
    whole, many = report.whole, len(report.tables) > 1
    promised = len(report.commitments)
    alone = Figure(number=_of(whole.best_alone, whole.best_alone), name=_("most facts held by any one role"))
    together = Figure(
        number=_of(whole.seen_least, whole.seen_most),
        name=_("facts on each table together") if many else _("facts on the table together"),
    )
    recognised = Figure(
        number=_of(whole.insights_least, whole.insights_most),
        name=_("insights found at each table") if many else _("insights found"),
    )
    commitments = Figure(number=str(promised), name=ngettext("commitment", "commitments", promised))
    return (
        *((alone, together) if whole.facts else ()),
        *((recognised,) if whole.insights else ()),
        *_saw_what_fits(report.judgement),
        commitments,
    )


def _of(least: Share, most: Share) -> str:
    if least.n == most.n:
        return _("{n} of {of}", n=most.n, of=most.of)
    return _("{least}–{most} of {of}", least=least.n, most=most.n, of=most.of)


def _saw_what_fits(judgement: Judgement) -> tuple[Figure, ...]:
    """How many chose the answer before and after; nothing where a number of few people would show."""
    before, after = _answer(judgement.before), _answer(judgement.after)
    if before is None or after is None or before.n is None or after.n is None:
        return ()
    then, now = judgement.before.given, judgement.after.given
    told: dict[str, Filling] = {"before": before.n, "after": after.n, "then": str(then), "now": str(now)}
    number = (
        _("{before} → {after} of {now}", **told)
        if then == now
        else _("{before} of {then} → {after} of {now}", **told)
    )
    return (Figure(number=number, name=_("people chose what fits the whole picture, before → after")),)


def _answer(reading: Reading) -> OptionCount | None:
    return next((option for option in reading.options if option.is_answer), None)
