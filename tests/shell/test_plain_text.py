"""Rule P9: text shows what it says, whoever typed it and in whichever script."""

import pytest

from app.languages.plain_text import is_hidden, plain
from app.messages.kept_text import clean
from app.scenarios import check_text
from app.web.participants.arrival import read_name
from tests.scenarios.refused import GOOD

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WORDS = (
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} and the flag of Wales \N{WAVING BLACK FLAG}"
    "\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16} 1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
    "نمی\u200cخواهم بگویم",  # Persian, with the joint that its spelling wants
    "\u05e9\u05dc\u05d5\u05dd\u200f (3)\u200e",  # Hebrew, with the marks of direction that editors put in
    "क्\u200dष க்ஷ 안녕 你好 ขอบคุณ Ærøskøbing Ṣẹ́gun",
    "two\nlines",
)


@pytest.mark.parametrize("words", WORDS)
def test_P9_every_script_and_emoji_stays_as_it_was_typed(words: str) -> None:
    assert plain(words) == words
    assert not any(is_hidden(letter) for letter in words)


@pytest.mark.parametrize("turning", TURNING)
def test_P9_what_turns_the_direction_is_taken_out_of_what_people_type(turning: str) -> None:
    assert clean(f"send {turning}fdp.exe now", 200) == "send fdp.exe now"
    assert read_name(f"{turning}Ama{turning}") == ("Ama", "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x1b[2Jc\x07\x7f\x9bd", "ab[2Jcd"),
        ("a\tb\x0bc\u2028d\u2029e\x85f", "a b c d e f"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ufeffa\ufff9b\u206ec", "abc"),
        ("\u202e\0", ""),
    ],
)
def test_P9_control_characters_are_taken_out_and_odd_breaks_are_spaces(typed: str, kept: str) -> None:
    assert clean(typed, 200) == kept


@pytest.mark.parametrize("letter", [*TURNING, "\ufff9", "\u206e"])
@pytest.mark.parametrize("place", ["title: Canal Lane", "glossary:\n  "])
def test_P9_a_scenario_that_holds_one_is_refused_and_says_where(letter: str, place: str) -> None:
    assert GOOD.count(place) == 1
    flaws = check_text(GOOD.replace(place, f"{place}{letter}x")).flaws
    assert [flaw.code for flaw in flaws] == ["hidden_character"]
    assert f"U+{ord(letter):04X}" in flaws[0].what
