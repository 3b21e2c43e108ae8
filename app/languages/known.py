"""What is known of the world's languages: their codes, and how they name days and months."""

from collections.abc import Mapping
from functools import cache

from babel.core import Locale, UnknownLocaleError

_OFFERED = ("ar", "cy", "de", "es", "fr", "ga", "gd", "it", "nl", "pl", "pt", "ro", "sv", "tr", "uk")


@cache
def is_language(code: str) -> bool:
    """Whether this is the code of a language somebody could write in: `en`, `cy`, `pt-BR`."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return code.lower() in _english_names().values()
    return locale.language in _english_names().values()


def code_of(name: str) -> str | None:
    """The code of a language that was written as a word, in English or in itself: `English`, `español`."""
    word = name.strip().casefold()
    code = _english_names().get(word) or _own_names().get(word)
    return code or (name.replace("_", "-") if "_" in name and is_language(name.replace("_", "-")) else None)


@cache
def _english_names() -> Mapping[str, str]:
    return {name.casefold(): code for code, name in Locale("en").languages.items() if "_" not in code}


@cache
def languages_told() -> Mapping[str, str]:
    """The languages that are offered for a family's texts, by code, each by its own name."""
    return {
        code: (Locale(code).get_language_name() or code).capitalize() for code in ("en", *sorted(_OFFERED))
    }


@cache
def _own_names() -> Mapping[str, str]:
    found = {}
    for code in _OFFERED:
        found[(Locale(code).get_language_name() or "").casefold()] = code
    return found


@cache
def month_numbers(language: str) -> Mapping[str, int]:
    """The months' names in a language, in small letters, with their numbers; empty where it is not known."""
    locale = _locale(language)
    if locale is None:
        return {}
    return {name.casefold(): number for number, name in locale.months["format"]["wide"].items()}


@cache
def weekday_numbers(language: str) -> Mapping[str, int]:
    """The weekdays' names likewise; Monday is 0."""
    locale = _locale(language)
    if locale is None:
        return {}
    return {name.casefold(): number for number, name in locale.days["format"]["wide"].items()}


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
