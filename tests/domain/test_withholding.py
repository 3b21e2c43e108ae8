"""Rules J4, J8: the floors under private answers, at each floor and one beside it."""

import pytest

from app.domain.log.events import Tally
from app.domain.rules.withholding import are_large, mean, number, spread, tallies, withheld


@pytest.mark.parametrize(("n", "told"), [(0, 0), (1, None), (2, None), (3, 3), (4, 4)])
def test_J8_a_number_of_people_is_told_from_three_on_and_nobody_is_no_secret(
    n: int, told: int | None
) -> None:
    assert number(n) == told


@pytest.mark.parametrize(("answers", "told"), [((4, 6), None), ((4, 5, 6), 5.0)])
def test_J4_a_mean_and_a_spread_are_told_from_three_answers_on(
    answers: tuple[int, ...], told: float | None
) -> None:
    assert mean(answers) == told
    assert spread(answers) == (None if told is None else 1.0)


def test_J4_answers_are_broken_down_from_five_on() -> None:
    assert tallies("ab", [(4, 0)]) == ((),)
    told = (Tally(id="a", n=None, is_few=False), Tally(id="b", n=None, is_few=True))
    assert tallies("ab", [(5, 0)]) == (told,)


def test_J8_three_are_not_few() -> None:
    told = (Tally(id="a", n=3, is_few=False), Tally(id="b", n=3, is_few=False))
    assert tallies("ab", [(3, 3)]) == (told,)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([(5, 3)], ((5, 3),)),
        ([(5, 2)], ((None, None),)),  # of two, one would follow from the other and the total
        ([(5, 4, 2)], ((5, None, None),)),
        ([(5, 2, 1)], ((5, None, None),)),
        ([(5, 4), (3, 2)], ((None, None), (None, None))),  # columns, too
        ([(6, 3, 4), (3, 2, 5)], None),
    ],
)
def test_J8_no_number_gives_a_withheld_one_away(
    counts: list[tuple[int, ...]], told: tuple[tuple[int | None, ...], ...] | None
) -> None:
    found = withheld(counts)
    if told is not None:
        assert found == told
    for line in [*found, *zip(*found, strict=True)]:
        assert len(line) == 1 or sum(n is None for n in line) != 1


@pytest.mark.parametrize(("counts", "large"), [((5, 0), True), ((5, 4), False), ((0, 0), True)])
def test_J8_groups_are_told_apart_where_each_has_five_or_nobody(counts: tuple[int, ...], large: bool) -> None:
    assert are_large(counts) is large
