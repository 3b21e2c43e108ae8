"""What a value of the wrong shape was probably meant to be. Each suggestion passes where it is offered."""

import re
from collections.abc import Callable

from app.scenarios.said import Said, said

_YES = frozenset({"yes", "y", "on", "ja", "oui", "si", "sí", "x", "true", "1"})
_NO = frozenset({"no", "n", "off", "nein", "non", "false", "0"})
_PARTED = re.compile(r"\s*[,;/]\s*|\s+(?:and|y|und|et|&|\+)\s+")
_DAY_FIRST = re.compile(r"([0-3]?\d)[./-]([01]?\d)[./-]((?:19|20)\d\d)")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[./ ]([01]?\d)(?:[./ ]([0-3]?\d))?")
_SPAN = re.compile(r"\s*(?:\.\.\.|–|—|\bto\b|\bbis\b|\ba\b)\s*")


def meant_flag(value: object) -> Said | None:
    """`true` for yes, `false` for no."""
    word = str(value).strip().casefold()
    if word in _YES:
        return said("Write `true`.")
    return said("Write `false`.") if word in _NO else None


def meant_list(value: object, passes: Callable[[str], bool]) -> Said | None:
    """The list of a text that names its items, or of a single one; every item must pass."""
    items = [item.strip("[]\"' ") for item in _PARTED.split(str(value).strip("[] "))]
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not all(map(passes, items)):
        return None
    return said("Write `[{items}]`.", items=", ".join(items))


def meant_id(text: str, pattern: str) -> Said | None:
    """The id of words with capitals, spaces or other signs; of two ids, both ways to read them."""
    words = text.split()
    if len(words) > 1 and all(re.fullmatch(pattern, word) for word in words):
        both, one = ", ".join(words), "-".join(words)
        return said("Write `{both}` if these are several, or `{one}` if it is one.", both=both, one=one)
    slug = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    if re.fullmatch(pattern, slug):
        return said("Write `{id}`.", id=slug)
    if slug and re.fullmatch(pattern, f"n{slug}"):
        return said("Begin with a letter: `n{id}`.", id=slug)
    return None


def meant_number(value: object, least: float, most: float) -> Said | None:
    """The number in a text: `12` of "12 min"."""
    found = re.match(r"\s*(\d+)", value) if isinstance(value, str) else None
    if found is None or not least <= int(found[1]) <= most:
        return None
    return said("Write `{number}`, without quotes or words.", number=int(found[1]))


def meant_date(text: object, passes: Callable[[str], bool]) -> Said | None:
    """A date that was written as people do; only where it can be read in one way."""
    if not isinstance(text, str):
        return None
    for date in _dates(text.strip()):
        if passes(date):
            return said("Write `{date}`.", date=date)
    return None


def _dates(text: str) -> list[str]:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        is_clear = day > 12 or day == month  # else it may be the other way round
        return [f"{year}-{month:02}-{day:02}"] if is_clear else []
    if found := _YEAR_FIRST.fullmatch(text):
        return ["-".join(f"{int(part):02}" for part in found.groups() if part)]
    if found := re.fullmatch(r"((?:19|20)\d\d)-(\d{1,2})(?:-(\d{1,2}))?", text):
        return ["-".join(f"{int(part):02}" for part in found.groups() if part)]
    ends = _SPAN.split(text)
    return ["..".join(ends)] if len(ends) == 2 else []
