"""The languages people may choose, and every text of ours in each of them.

English is the source: its texts are the message ids. A language is one catalogue,
`translations/LANGUAGE/LC_MESSAGES/messages.po`. Placeholders are named, `{name}`; a plural has a `{n}`.
"""

import gettext as standard
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
SOURCE = "en"
LANGUAGE_COOKIE = "language"
PSEUDO, PSEUDO_RIGHT_TO_LEFT = "qps", "qpr"
"""Not languages: every text of ours in brackets, so that a test sees what was left out."""
_PSEUDO_NAMES = {PSEUDO: "⟦Pseudo⟧", PSEUDO_RIGHT_TO_LEFT: "⟦Pseudo, right to left⟧"}
_MONTHS = {"es": "MMMM 'de' y"}
"""How a month of a year is written, where it is not simply `March 2026`."""
_LOCALES = {SOURCE: "en_GB", PSEUDO: "en_GB", PSEUDO_RIGHT_TO_LEFT: "en_GB"}

Filling = str | int | float
Forms = tuple[str, ...]
"""A text: one form, or one for each plural of the language."""

_UNTRANSLATED = re.compile("\u2068([^\u2069]*)\u2069")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ACCENTED = str.maketrans("aeiounAEIOUN", "áéíóúñÁÉÍÓÚÑ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What every text is called in one language.

    `form_of`: which plural a number takes; `plural` is the same as an expression of C, and of JavaScript.
    """

    language: str
    texts: Mapping[str, Forms]
    form_of: Callable[[int], int]
    plural: str = "n != 1"


def read_catalogue(file: Path) -> Catalog:
    """A catalogue file, as babel knows it."""
    with file.open("rb") as opened:
        return read_po(opened)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; empty for English. Read once. Raises OSError where there is none."""
    if language == SOURCE:
        return Catalogue(language=language, texts={}, form_of=lambda n: int(n != 1))
    if language in _PSEUDO_NAMES:
        template = read_catalogue(TEMPLATE)
        texts = {forms[0]: tuple(map(_pseudo, forms)) for forms in map(_ids, template) if forms[0]}
        return Catalogue(language=language, texts=texts, form_of=lambda n: int(n != 1))
    read = read_catalogue(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po")
    texts = {_ids(one)[0]: _forms(one.string) for one in read if one.id and all(_forms(one.string))}
    form_of = standard.c2py(read.plural_expr)  # refuses whatever is not an expression in n
    return Catalogue(language=language, texts=texts, form_of=form_of, plural=read.plural_expr)


def _ids(message: object) -> Forms:
    return _forms(getattr(message, "id", ""))


def _forms(value: str | Sequence[str] | None) -> Forms:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def _pseudo(text: str) -> str:
    """`⟦Áccéntéd téxt {name}⟧`: a third longer, as many languages are."""
    parts = re.split(r"(\{\w+\})", text)
    worn = "".join(part if part.startswith("{") else part.translate(_ACCENTED) for part in parts)
    return f"⟦{worn}{'·' * (len(text) // 3)}⟧"


# --- which there are, and which somebody wants ------------------------------------------------------------


def for_people() -> tuple[str, ...]:
    """Every language that may be offered to people: English, and each with a catalogue."""
    found = sorted(file.parent.parent.name for file in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    return (SOURCE, *found)


def known() -> tuple[str, ...]:
    """Every language that can be spoken: those for people, and those of the tests."""
    return (*for_people(), *_PSEUDO_NAMES)


@cache
def name_of(language: str) -> str:
    """What its speakers call it: `English`, `Español`."""
    if language in _PSEUDO_NAMES:
        return _PSEUDO_NAMES[language]
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


@cache
def direction_of(language: str) -> str:
    """`ltr` or `rtl`, for `dir`."""
    if language in _PSEUDO_NAMES:
        return "rtl" if language == PSEUDO_RIGHT_TO_LEFT else "ltr"
    return Locale.parse(language).text_direction


def is_other(language: str) -> bool:
    """Whether a text in this language is in another than the one being spoken."""
    return language.split("-")[0] != spoken().split("-")[0]


def tongue(language: str) -> Markup:
    """For an element whose text is in this language: its `lang` and `dir`, where another is being spoken."""
    return Markup(' lang="{}" dir="auto"').format(language) if is_other(language) else Markup()


def told_in(language: str, fallback: str = "") -> str:
    """Says in which language the family, or those of its texts that are marked, is told; else nothing."""
    if is_other(language):
        name = _spoken_name(language)
        return gettext("The family and its facts are in another language: {name}.", name=name)
    if fallback and is_other(fallback):
        return gettext("Texts marked “{name}” aren't translated yet.", name=_spoken_name(fallback))
    return ""


def _spoken_name(language: str) -> str:
    """What a language is called in the one being spoken; a scenario may name its own as nobody else does."""
    try:
        return Locale.parse(language, sep="-").get_display_name(_locale()) or language
    except (UnknownLocaleError, ValueError):
        return language


def untranslated(text: str) -> str:
    """A text of a scenario that has no translation, held apart from what may stand around it.

    The two isolates are not seen, and keep each direction of writing to itself; no other text has any (P9).
    """
    return f"\u2068{text}\u2069"


def in_tongues(text: str, fallback: str, *, is_drawn: bool = False) -> Markup:
    """A text for a template: what of it is untranslated says so by its `lang` and, unless drawn, its mark.

    `fallback`: the language in which that is. static/js/languages/tongue.js does the same.
    """
    parts = list(map(escape, _UNTRANSLATED.split(text)))
    if len(parts) > 1 and is_other(fallback):
        parts[1::2] = [_apart(part, fallback, is_drawn=is_drawn) for part in parts[1::2]]
    return Markup().join(parts)


def _apart(text: Markup, fallback: str, *, is_drawn: bool) -> Markup:
    if is_drawn:
        return Markup('<tspan lang="{}" dir="auto">{}</tspan>').format(fallback, text)
    mark = Markup('<small lang="{}" dir="auto">{}</small>').format(spoken(), _spoken_name(fallback))
    return Markup('<span class="fallback" lang="{}" dir="auto">{} {}</span>').format(fallback, text, mark)


def wanted(chosen: str, accepted: str, offered: Sequence[str]) -> str:
    """The language for a request: chosen on this device, else asked for by its browser, else the first.

    `chosen` is the cookie's value, `accepted` an Accept-Language header; either may be empty or nonsense.
    """
    if chosen in offered:
        return chosen
    best = parse_accept_header(accepted, LanguageAccept).best_match(offered)
    return best or offered[0]


# --- speaking ---------------------------------------------------------------------------------------------

_spoken: ContextVar[str] = ContextVar("spoken_language", default=SOURCE)


def spoken() -> str:
    """The language that is being spoken here and now: that of the request, or of a `speaking` block."""
    return _spoken.get()


def speak(language: str) -> None:
    """From here on in this request, speak this language."""
    _spoken.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(text: str, /, **facts: Filling) -> str:
    """A text in the spoken language, its placeholders filled; in English where it is not translated."""
    forms = catalogue(spoken()).texts.get(text)
    return _filled(forms[0] if forms else text, facts)


def ngettext(one: str, many: str, n: int, /, **facts: Filling) -> str:
    """The form of a text that fits the number `n`, which fills its `{n}`."""
    told = catalogue(spoken())
    forms = told.texts.get(one, (one, many))
    return _filled(forms[min(told.form_of(abs(n)), len(forms) - 1)], {"n": n, **facts})


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return gettext("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def _filled(text: str, facts: Mapping[str, Filling]) -> str:
    """Placeholders replaced; one without a fact leaves a gap, not an error, in what people read."""
    return PLACEHOLDER.sub(lambda found: _shown(facts.get(found[1], "…")), text)


def _shown(fact: Filling) -> str:
    return decimal(fact) if isinstance(fact, float) else str(fact)


def _locale() -> str:
    return _LOCALES.get(spoken(), spoken())


def decimal(value: float, places: int = 1) -> str:
    """`3.5`, or `3,5` where people write it so, with at least so many places."""
    return format_decimal(value, format=f"0.{'0' * places}##", locale=_locale())


def month(year: int, number: int) -> str:
    """`March 2026`, `marzo de 2026`."""
    return format_date(date(year, number, 1), _MONTHS.get(spoken(), "LLLL y"), locale=_locale())


def day(value: date) -> str:
    """`12 March 2026`, `12 de marzo de 2026`."""
    return format_date(value, "long", locale=_locale())


IN_TEMPLATES: Mapping[str, Callable[..., str]] = {
    "_": gettext,
    "ngettext": ngettext,
    "language": spoken,
    "direction": lambda: direction_of(spoken()),
    "tongue": tongue,
    "told_in": told_in,
    "in_tongues": in_tongues,
}
"""What every template may call."""
