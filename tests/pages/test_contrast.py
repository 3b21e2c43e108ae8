"""Every pair of tokens meant for text holds WCAG AA in both schemes; marks and edges hold 3:1."""

import re

import pytest

from app.assets.files import STATIC

TOKENS = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
SURFACES = ("paper", "sheet", "sunk")
TEXT = 4.5
SHAPE = 3.0
ON_SURFACES = (
    "ink", "ink-quiet", "thread", "thread-deep", "worry", "strength", "neutral", "alert", "waiting", "insight"
)  # fmt: skip
PAIRS = [(ink, surface, TEXT) for ink in ON_SURFACES for surface in SURFACES]
PAIRS += [
    ("on-thread", "thread", TEXT),
    ("on-thread", "thread-deep", TEXT),
    ("thread-deep", "thread-soft", TEXT),
]
PAIRS += [(one, f"{one}-soft", TEXT) for one in ("strength", "alert", "waiting", "insight")]
PAIRS += [("ink", f"{one}-soft", TEXT) for one in ("thread", "strength", "alert", "waiting")]
PAIRS += [("ink", "insight-soft", TEXT), ("sheet", "alert", TEXT), ("ink-quiet", "thread-soft", TEXT)]
PAIRS += [("on-agency", f"agency-{number}", TEXT) for number in range(1, 13)]
PAIRS += [(edge, surface, SHAPE) for edge in ("line-strong", "focus") for surface in SURFACES]


def scheme(name: str) -> dict[str, str]:
    """Each colour token's value in a scheme; dark redefines some of light's."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    read = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light))
    return read if name == "light" else read | dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_pair_of_tokens_meant_for_text_is_readable(name: str) -> None:
    colours = scheme(name)
    poor = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    }
    assert poor == {}


def test_both_schemes_define_every_colour() -> None:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    named = [set(re.findall(r"--([a-z0-9-]+): #[0-9a-f]{6};", part)) for part in (light, dark)]
    assert named[0] == named[1]
    assert named[0] >= {colour for ink, ground, _ in PAIRS for colour in (ink, ground)}
    assert len(named[0]) >= 35


def test_colours_stand_in_tokens_only() -> None:
    colour = re.compile(r"^(?!\s*--)[^/\n]*(?:#[0-9a-fA-F]{3,8}\b(?=.*;)|\brgba?\(|\bhsla?\()", re.MULTILINE)
    strays = {
        sheet.name: found
        for sheet in sorted((STATIC / "css").rglob("*.css"))
        if sheet.name not in {"tokens.css", "print.css"}
        and (found := colour.findall(sheet.read_text("utf-8")))
    }
    assert strays == {}
