"""Every statement of the tutorial that can be tried is tried."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.scenarios import CATALOGUE, check_text
from app.scenarios.overview import overview
from app.scenarios.skeleton import SIZES, skeleton

TUTORIAL = (Path(__file__).parents[2] / "docs" / "scenario-tutorial.md").read_text(encoding="utf-8")
SIX = skeleton("Meadow Lane", 6)
PAGES = TUTORIAL.split("\n## ")[1:]
SLIPS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(\w+)` \| (.+?) \|$", PAGES[1], re.MULTILINE)
RULES = re.findall(
    r"^\| (\d+) \| (\d+) \| (\d+) \| ([\d to]+) \| ([\d, ]+) \| (\d+) \|$", PAGES[3], re.MULTILINE
)


def test_it_has_five_pages_and_the_first_is_the_shortest_path() -> None:
    assert len(PAGES) == 5
    path = [line for line in PAGES[0].split("\n")[1:] if line.strip()]
    assert len(path) <= 25
    assert "**Write every text after `>-`**" in PAGES[0]


def test_its_commands_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"python3 run\.py (scenario [^`\n]+)", TUTORIAL)
    assert [command.split()[1] for command in commands] == ["new", "check", "simulate", "diff"]
    for command in commands:
        words = shlex.split(command)
        if words[1] == "new":
            words += ["--folder", "scenarios"]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output
        if words[1] == "new":
            text = Path("scenarios/meadow_lane.yaml").read_text(encoding="utf-8")
            assert check_text(text).flaws == ()
            Path("scenarios/meadow_lane_2.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("old", "new", "code", "advice"), SLIPS)
def test_a_slip_is_told_as_the_table_says(old: str, new: str, code: str, advice: str) -> None:
    assert old in SIX
    flaws = check_text(SIX.replace(old, new, 1)).flaws
    told = [flaw.mend for flaw in flaws if flaw.code == code]
    assert told, flaws
    assert any(advice in mend for mend in told), told


def test_the_table_of_slips_was_read() -> None:
    assert len(SLIPS) >= 15


def test_every_code_it_names_is_one() -> None:
    named = set(re.findall(r"\(`([a-z_]+)`", TUTORIAL)) | set(re.findall(r", `([a-z_]+_[a-z_]+)`", PAGES[2]))
    keys = {"facts", "insights", "decoy_from", "known_at_start"}
    assert named - keys <= set(CATALOGUE)
    assert len(named) >= 20


@pytest.mark.parametrize("roles", SIZES)
def test_the_design_rules_are_those_of_the_families_it_gives(roles: int) -> None:
    found = check_text(skeleton("Meadow Lane", roles))
    assert found.flaws == ()
    assert found.scenario is not None
    scenario = found.scenario
    sizes = sorted({len(hand) for hand in scenario.hand_by_role.values()})
    levels = Counter(insight.level.value for insight in scenario.insights)
    row = next(row for row in RULES if row[0] == str(roles))
    assert row[1:] == (
        str(len(scenario.facts)),
        str(sum(not fact.is_unique for fact in scenario.facts)),
        " to ".join(map(str, dict.fromkeys((sizes[0], sizes[-1])))),
        ", ".join(str(levels[level]) for level in ("easy", "medium", "hard")),
        str(overview(scenario).minutes),
    )


def test_four_roles_are_a_demonstration_in_which_two_hands_reach_most() -> None:
    proof = check_text(skeleton("Meadow Lane", 4)).proof
    assert proof is not None
    assert [(table.size, len(table.given_away)) for table in proof.tables] == [(3, 0), (4, 0)]
    assert all(len(coalition) == 2 for one in proof.insights[:5] for coalition in one.coalitions)


def test_a_move_that_was_tried_passes() -> None:
    """“Tried, and it passes: move … to …” is true of the file it is said of."""
    broken = SIX.replace("      - [sc-1, he-1]", "      - [sc-1, sc-3]")
    told = [flaw for flaw in check_text(broken).flaws if flaw.code == "insight_in_one_role"]
    assert len(told) == 1
    move = re.search(r"move `([\w-]+)` to `([\w-]+)`", told[0].mend)
    assert move is not None, told[0].mend
    start = broken.index(f"  - id: {move[1]}\n")
    held = broken.index("held_by: [", start)
    mended = broken[:held] + f"held_by: [{move[2]}]" + broken[broken.index("]", held) + 1 :]
    assert not check_text(mended).has_errors
