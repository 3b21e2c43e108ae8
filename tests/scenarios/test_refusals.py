"""Whatever lies in a file, reading it ends in a scenario or in sentences: never a traceback, never slow."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scenarios import ScenarioRefused, check, check_text, load
from tests.scenarios.refused import GOOD, GOOD_PATH, REFUSED

BLOWN_UP_S = 30.0
"""Processor time that only work growing with the square of a file, or faster, would take."""


HARD_TO_READ = [
    b"- " * 120_000,
    b"? " * 120_000,
    b"!" * 250_000,
    b'"' + b"\\n" * 120_000,
    b"'" * 250_000,
    b"a: |\n" + b" \n" * 120_000,
    b"a:" * 120_000,
    b"{" + b"a: b, " * 9_000,
    b"#" * 250_000,
    b"%" * 250_000,
    b"&" + b"a" * 250_000,
    b"x " * 125_000,
    b"x\n" * 125_000,
    b": " * 125_000,
    b"\n" * 250_000,
    b"9" * 250_000,
    b"\xe2\x80\xa8" * 80_000,
    b"format: 1\n" * 20_000,
    b"format: 1\nfacts:\n" + b"- {}\n" * 9_000,
    b"format: 1\nfacts: [" + b"x," * 9_000 + b"]",
    b"format: 1\nroles:\n" + b"- {id: a, nme: 3}\n" * 5_000,
    b"format: 1\nglossary: {" + b"".join(b"k%d: , " % n for n in range(9_000)) + b"}",
    b"format: 1\n" + b"".join(b"formt%d: 1\n" % n for n in range(9_000)),
]


def _codes(path: Path) -> set[str]:
    return {flaw.code for flaw in check(path).flaws}


@pytest.mark.parametrize(("code", "content"), REFUSED, ids=lambda value: str(value)[:40])
def test_an_unfit_file_is_refused_in_a_sentence(code: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_bytes(content)
    started_at = time.process_time()

    found = check(path)

    assert time.process_time() - started_at < BLOWN_UP_S
    assert code in {flaw.code for flaw in found.flaws}
    assert found.has_errors
    assert found.scenario is None


@pytest.mark.parametrize("content", HARD_TO_READ, ids=lambda content: repr(content[:24]))
def test_a_file_made_to_be_slow_is_not(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_bytes(content)
    started_at = time.process_time()

    assert check(path).has_errors
    assert time.process_time() - started_at < BLOWN_UP_S


def test_a_missing_file_a_folder_and_a_strange_name_are_refused(tmp_path: Path) -> None:
    assert _codes(tmp_path / "none.yaml") == {"file_missing"}
    assert _codes(tmp_path) == {"file_is_folder"}
    assert _codes(tmp_path / ("x" * 5000)) == {"file_unreadable"}
    assert check("nul\0.yaml").flaws[0].code == "file_unreadable"


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = check(GOOD_PATH)
    assert [flaw.code for flaw in found.flaws] == ["file_unreadable"]
    assert "Permission denied" in found.flaws[0].what


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems_and_a_byte_order_mark_do_no_harm(newline: str, tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", newline).encode())
    assert check(path).flaws == ()


def test_flaws_come_in_the_order_of_the_file_and_all_at_once() -> None:
    text = GOOD.replace("title: Canal Lane", "titel: Canal Lane").replace("born: 1991", "born: 2025-13")
    text = text.replace("topic: health\n    when: 2016", "topic: helth\n    when: 2016")
    flaws = check_text(text).flaws
    assert [flaw.code for flaw in flaws] == [
        "missing_key",
        "unknown_key",
        "impossible_date",
        "unknown_reference",
    ]
    assert flaws[1].mend == "Write `title`."
    assert flaws[3].mend == "Write `health`, or add `helth` to topics."


def test_load_gives_the_scenario_or_refuses_with_every_flaw() -> None:
    assert load(GOOD_PATH) == load(GOOD)
    with pytest.raises(ScenarioRefused, match="older than") as refused:
        load(GOOD.replace("born: 1988-04", "born: 2018-04"))
    assert "older_than_parent" in {flaw.code for flaw in refused.value.flaws}


def test_load_leaves_meaning_to_the_check() -> None:
    scenario = load(GOOD.replace("- [fb-2, yw-2]", "- [fb-2, fs-1]"))
    assert scenario.id == "canal-lane"


def _is_told(text: str) -> bool:
    """Whether loading the text ends in a scenario or in at least one flaw with a sentence."""
    try:
        load(text)
    except ScenarioRefused as refused:
        return bool(refused.flaws) and bool(str(refused))
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_end_in_flaws(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    assert check(path).has_errors


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@`#\n\t ~0.9<=\\x\u2028\ud800", max_size=60))
def test_any_text_of_yaml_signs_ends_in_flaws(text: str) -> None:
    assert _is_told(text)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("hv-1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, GOOD.count("\n") - 1), PLAIN)
def test_any_value_in_any_line_of_a_good_scenario_is_judged(number: int, value: object) -> None:
    lines = GOOD.split("\n")
    head, colon, _ = lines[number].partition(": ")
    lines[number] = head + colon + repr(value)
    check_text("\n".join(lines))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 400))
def test_a_good_scenario_with_a_piece_cut_out_is_judged(start: int, length: int) -> None:
    check_text(GOOD[:start] + GOOD[start + length :])
