"""The report's first page: the figures to remember, what will change, and no row that says nothing."""

from dataclasses import replace

from app.domain.report.answers import Judgement, OptionCount
from app.domain.report.report import Report, report
from app.exports.figures import Figure, figures
from app.exports.grids import judgement
from app.exports.page import tell
from app.exports.report_file import report_file
from tests.domain.report_expected import EXPECTED
from tests.domain.report_story import ABOUT, JOINING, READING, SCENARIO

SEEN_TO_FIT = "people chose what fits the whole picture, before → after"


def with_counts(before: int | None, after: int | None) -> Report:
    """The story's report, with so many who chose what fits; None: too few to be shown."""
    both = EXPECTED.judgement
    return replace(
        EXPECTED,
        judgement=Judgement(
            before=replace(both.before, given=6, options=answers(before)),
            after=replace(both.after, given=6, options=answers(after)),
            tables=both.tables,
            answers=both.answers,
        ),
    )


def answers(n: int | None) -> tuple[OptionCount, ...]:
    return tuple(replace(one, n=n if one.is_answer else None) for one in EXPECTED.judgement.after.options)


def test_the_figures_of_the_first_page() -> None:
    assert figures(with_counts(3, 5)) == (
        Figure(number="5 of 19", name="most facts held by any one role"),
        Figure(number="7 of 19", name="facts on the table together"),
        Figure(number="1 of 3", name="insights found"),
        Figure(number="3 → 5 of 6", name=SEEN_TO_FIT),
        Figure(number="2", name="commitments"),
    )


def test_a_figure_of_few_people_is_not_shown() -> None:
    for before, after in ((None, 5), (3, None), (None, None)):
        assert SEEN_TO_FIT not in [figure.name for figure in figures(with_counts(before, after))]
    too_few = report(SCENARIO, (*JOINING, *READING[:2]), ABOUT)
    assert SEEN_TO_FIT not in [figure.name for figure in figures(too_few)]


def test_when_more_answered_once_than_the_other_time_both_numbers_are_said() -> None:
    told = with_counts(3, 5)
    before = replace(told.judgement.before, given=5)
    told = replace(told, judgement=replace(told.judgement, before=before))
    assert figures(told)[3].number == "3 of 5 → 5 of 6"


def test_a_choice_without_any_number_has_no_row() -> None:
    shown = judgement(with_counts(3, None))
    assert shown is not None
    assert [row[1:] for row in shown.rows] == [("3 of 6", "–")]
    assert judgement(with_counts(None, None)) is None


def test_the_first_page_tells_three_commitments_and_how_many_more() -> None:
    line = EXPECTED.commitments[0]
    four = replace(EXPECTED, commitments=tuple(replace(line, number=n) for n in range(1, 5)))
    told = tell(four)
    assert (len(told.first_commitments), told.more_commitments) == (3, "1 more commitment below.")
    assert tell(EXPECTED).more_commitments == ""


def test_without_a_commitment_the_first_page_says_so() -> None:
    page = report_file(replace(EXPECTED, commitments=()))
    first = page[page.index("What will change") : page.index("What people thought")]
    assert "No commitment was made." in first
