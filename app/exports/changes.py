"""What people thought before and after sharing, in sentences; numbers of few people stay out."""

from collections.abc import Sequence

from app.domain.report.answers import Judgement, OptionCount, Reading, TableAnswer
from app.exports import vocabulary
from app.exports.vocabulary import number
from app.languages.speaking import Filling
from app.languages.speaking import gettext as _


def what_changed(judgement: Judgement) -> tuple[str, ...]:
    """How the private judgements moved, and what the tables answered; numbers of few people stay out."""
    if judgement.before.given == judgement.after.given == 0:
        return (_("Nobody gave a judgement."), *_agreed(judgement.answers))
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
            "Asked for one answer each, {n} of {of} tables agreed on the reading that fits the whole.",
            n=len(fitting),
            of=len(answers),
        ),
    )


def _the_table_agreed(one: TableAnswer) -> str:
    if one.is_answer:
        return _(
            "Asked for one answer, the table agreed on the reading that fits the whole: “{text}”",
            text=one.text,
        )
    if one.is_decoy:
        return _("Asked for one answer, the table agreed on the easy story: “{text}”", text=one.text)
    return _(
        "Asked for one answer, the table agreed on a reading that does not fit the whole: “{text}”",
        text=one.text,
    )


def _answer_shift(judgement: Judgement) -> str:
    before, after = _answer(judgement.before), _answer(judgement.after)
    if before is None or after is None:
        return _("Too few people answered for their choices to be shown.")
    return _(
        "Before sharing, {before} of {of_before} people chose the reading that fits the whole; afterwards it "
        "was {after} of {of_after}.",
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
    told: dict[str, Filling] = {
        "before": before.need_mean,
        "after": after.need_mean,
        "spread": vocabulary.decimals(before.need_spread),
        "then": vocabulary.decimals(after.need_spread),
    }
    if before.need_mean == after.need_mean:
        return _(
            "The family's need, from 0 to 10, was judged {before} on average both times (spread {spread}, "
            "then {then}).",
            **told,
        )
    if after.need_mean > before.need_mean:
        return _(
            "The family's need, judged from 0 to 10, rose from {before} to {after} on average (spread "
            "{spread}, then {then}).",
            **told,
        )
    return _(
        "The family's need, judged from 0 to 10, fell from {before} to {after} on average (spread {spread}, "
        "then {then}).",
        **told,
    )


def _unanswered(judgement: Judgement) -> str:
    before, after = judgement.before, judgement.after
    if before.given is None or after.given is None:
        return ""
    first, second = before.seated - before.given, after.seated - after.given
    if not first + second:
        return _("Everybody in a seat answered both times.")
    return _(
        "Missing answers, of {people} in seats: {before} before, {after} after.",
        people=vocabulary.people(before.seated),
        before=number(first),
        after=number(second),
    )
