"""A good scenario is clean; each mutant of it is caught by the right code in the right line."""

from pathlib import Path

import pytest

from app.scenarios import CATALOGUE, check_text
from tests.scenarios.likely_mutants import LIKELY_MUTANTS
from tests.scenarios.mutants import MUTANTS, Mutant

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")


def _line_of(text: str, marker: str) -> int:
    assert text.count(marker) == 1, f"the marker {marker!r} stands {text.count(marker)} times"
    return text[: text.index(marker)].count("\n") + 1


def test_the_good_scenario_has_no_flaw_of_any_severity() -> None:
    assert check_text(GOOD).flaws == ()


@pytest.mark.parametrize(
    "mutant", [*MUTANTS, *LIKELY_MUTANTS], ids=lambda mutant: f"{mutant.code}: {mutant.why}"
)
def test_each_mutant_is_caught_by_its_code_in_its_line(mutant: Mutant) -> None:
    text = mutant.apply(GOOD)

    flaws = check_text(text).flaws

    assert (mutant.code, _line_of(text, mutant.at)) in {(flaw.code, flaw.place.line) for flaw in flaws}, flaws
    assert {flaw.code for flaw in flaws} == {mutant.code, *mutant.also}, flaws


def test_at_least_forty_mutants_and_every_code_of_the_file_itself() -> None:
    assert len(MUTANTS) >= 40
    assert {mutant.code for mutant in MUTANTS} <= set(CATALOGUE)
