"""What a check tells: each flaw in one line, the proof beneath, and the same as JSON."""

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli import cli
from app.scenarios import check, check_text, load
from app.scenarios.check_report import as_json, as_text

GOOD_PATH = Path(__file__).parent / "good.yaml"
GOOD = GOOD_PATH.read_text(encoding="utf-8")


def test_a_flaw_is_one_line_with_place_severity_code_what_and_mend() -> None:
    text = as_text([check_text(GOOD.replace("title: Canal Lane", "titel: Canal Lane"), file="lane.yaml")])
    assert "lane.yaml:5:1  error  unknown_key  `titel` is not a key of this part  → Write `title`." in text
    assert text.endswith("lane.yaml: 2 errors, 0 warnings, 0 advice")
    assert "once the shape is right" in text


def test_a_file_cannot_steer_the_terminal_nor_flood_it() -> None:
    flaws = check_text('format: 1\n"\\e[2J\\nkey": ' + '"x"\n' + "y" * 5000 + ": 1\n").flaws
    assert all(flaw.what.isprintable() and len(flaw.what) <= 400 for flaw in flaws)


def test_the_report_tells_coalitions_absences_tables_and_chance() -> None:
    text = as_text([check_text(GOOD)])
    assert "young-carer [hard]: school + practice + police  or  youth + practice + police" in text
    assert "practice: low-again, not-careless, young-carer" in text
    assert "5 seats: housing + police" in text
    assert "4 seats: school + youth, housing + police" in text
    assert "0.18      6    21%     18%     45%   0.1 of 5" in text


def test_a_merged_hand_of_a_demonstration_table_may_give_an_insight_away() -> None:
    """Only school + youth are safe together, so five seats work, and three and four are demonstrations."""
    sets = ["[all-1, all-2]", "[sc-3, pr-3]", "[yw-3, pr-3]", "[ho-3, po-3]", "[ho-3, fs-1]", "[po-3, fs-1]"]
    found = check_text(GOOD.replace("- [fb-2, yw-2]", "\n      - ".join(["- [fb-2, yw-2]", *sets])))
    assert found.proof
    assert [table.size for table in found.proof.tables if table.given_away] == [3, 4]
    assert as_text([found]).count("(demonstration size)") == 2
    assert not [flaw for flaw in found.flaws if flaw.code == "merged_roles_reach_insight"]


def test_json_carries_the_same_as_the_text() -> None:
    good, bad = json.loads(as_json([check(GOOD_PATH), check_text("format: 2", file="bad.yaml")]))
    assert good["ok"]
    assert good["flaws"] == []
    assert good["proof"]["absences"][1] == {"role": "youth", "lost": ["help-nearby"]}
    assert good["proof"]["insights"][2] == {"id": "not-careless", "coalitions": [["practice", "housing"]]}
    assert bad == {
        "file": "bad.yaml",
        "ok": False,
        "mend_first": "unknown_format",
        "flaws": [
            {
                "line": 1,
                "column": 9,
                "severity": "error",
                "code": "unknown_format",
                "what": "`format` is the number 2, not 1",
                "mend": "This program reads `format: 1`.",
            }
        ],
        "scenario": None,
        "proof": None,
        "overview": None,
    }


def simulated(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["scenario", "simulate", *arguments])
    return done.exit_code, done.output


def test_simulated_meetings_are_told_for_people_and_for_programs_from_the_same_seed() -> None:
    code, text = simulated(str(GOOD_PATH), "--meetings", "40", "--seed", "9")
    assert code == 0
    assert "40 meetings each, seed 9" in text
    assert "A model's numbers, not people's" in text
    assert [text.index(f"\n{manner}: p = ") for manner in ("unaided", "asking", "good", "thorough")]
    assert text == simulated(str(GOOD_PATH), "--meetings", "40", "--seed", "9")[1]
    found = json.loads(simulated(str(GOOD_PATH), "--meetings", "40", "--seed", "9", "--format", "json")[1])
    largest = [one for one in found["tables"] if one["style"] == "good"][-1]
    mean, low, high = largest["available"]
    assert f"  {largest['seats']:>5}  " in text
    assert f"{mean:.1f} ({low:.0f} to {high:.0f})" in text
    assert found["one_way"] == [one.id for one in load(GOOD_PATH).insights if len(one.solved_by) == 1]


def test_a_file_with_errors_is_not_played(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(GOOD.replace("title: Canal Lane", "titel: Canal Lane"), encoding="utf-8")
    code, text = simulated(str(bad))
    assert code == 1
    assert "unknown_key" in text
    assert "meetings" not in text
