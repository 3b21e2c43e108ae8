"""What people thought before and after sharing, in sentences; numbers of few people stay out."""

from collections.abc import Sequence

from app.domain.report.answers import Judgement, OptionCount, Reading, TableAnswer
from app.exports import vocabulary
from app.exports.vocabulary import number
from app.languages.speaking import gettext as _


def what_changed(judgement: Judgement) -> tuple[str, ...]:
    """How the private judgements moved, and what the tables answered; numbers of few people stay out."""
    if judgement.before.given == judgement.after.given == 0:
        return (_("Nobody gave an answer."), *_agreed(judgement.answers))
    sentences = (
        _answer_shift(judgement),
        *_agreed(judgement.answers),
        _need_shift(judgement.before, judgement.after),
        _unanswered(judgement),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _agreed(answers: Sequence[TableAnswer]) -> tuple[str, ...]:
    """What each table answered as one; nothing where none was asked or none answered."""
    given = [one for one in answers if one.option_id is not None]
    if not given:
        return ()
    if len(answers) == 1:
        return (_the_table_agreed(given[0]),)
    fitting = [one for one in given if one.is_answer]
    return (
        _(
            "When asked for one answer each, {n} of {of} tables agreed on the one that fits the whole "
            "picture.",
            n=len(fitting),
            of=len(answers),
        ),
    )


def _the_table_agreed(one: TableAnswer) -> str:
    if one.is_answer:
        return _(
            "When asked for one answer, the table agreed on the one that fits the whole picture: “{text}”",
            text=one.text,
        )
    if one.is_decoy:
        return _("When asked for one answer, the table agreed on the easy story: “{text}”", text=one.text)
    return _(
        "When asked for one answer, the table agreed on one that doesn't fit the whole picture: “{text}”",
        text=one.text,
    )


def _answer_shift(judgement: Judgement) -> str:
    before, after = _answer(judgement.before), _answer(judgement.after)
    if before is None or after is None:
        return _("Too few people answered for us to show what they chose.")
    return _(
        "Before sharing, {before} of {of_before} people chose the answer that fits the whole picture. "
        "After sharing, it was {after} of {of_after}.",
        before=_chosen(before),
        of_before=str(judgement.before.given),
        after=_chosen(after),
        of_after=str(judgement.after.given),
    )


def _answer(reading: Reading) -> OptionCount | None:
    return next((option for option in reading.options if option.is_answer), None)


def _chosen(option: OptionCount) -> str:
    if option.is_few:
        return _("fewer than 3")
    return _("a number not shown") if option.n is None else str(option.n)


def _need_shift(before: Reading, after: Reading) -> str:
    if before.need_mean is None or after.need_mean is None:
        return ""
    averaged = (
        _("The family's need, from 0 to 10, averaged {before} both times.", before=before.need_mean)
        if before.need_mean == after.need_mean
        else _(
            "The family's need, from 0 to 10, averaged {before}, then {after}.",
            before=before.need_mean,
            after=after.need_mean,
        )
    )
    return f"{averaged} {how_views_moved(before.need_spread, after.need_spread)}"


def how_views_moved(before: float | None, after: float | None) -> str:
    """What became of the spread, in words: its figures are in the files, and say little to most readers."""
    then, now = round(before or 0, 1), round(after or 0, 1)
    if now < then:
        return _("Views moved closer together.")
    return _("Views moved further apart.") if now > then else _("Views were as far apart as before.")


def _unanswered(judgement: Judgement) -> str:
    before, after = judgement.before, judgement.after
    if before.given is None or after.given is None:
        return ""
    first, second = before.seated - before.given, after.seated - after.given
    if not first + second:
        return _("Everybody in a seat answered both times.")
    return _(
        "Missing answers, out of {people} in seats: {before} before, {after} after.",
        people=vocabulary.people(before.seated),
        before=number(first),
        after=number(second),
    )
