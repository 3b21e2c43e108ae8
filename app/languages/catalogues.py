"""From the program's texts to what is translated: the template, the catalogues, and what is wrong with them.

A text is a message when it is the first argument of `gettext`, `_`, `ngettext` or `said` in Python and
templates, of `t`, `tn` or `inEachLanguage` in scripts, or stands in one of the tables of words that
whoever asks hands in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from app.languages.script_texts import texts_of
from app.languages.speaking import PLACEHOLDER, TEMPLATE, TRANSLATIONS, read_catalogue

APP = Path(__file__).resolve().parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**/static/vendor/**", "ignore"), ("**.py", "python")]
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "said": None}

HEADER = "# Texts of the Button Family workshop app. How to go about it: docs/words.md"
_UNTELLING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Project-Id|Report-Msgid|Last-Trans|Language-Team|Generated).*\n',
    re.MULTILINE,
)


Tables = Sequence[tuple[str, str]]
"""Texts that stand in tables: the file of each, and its words."""


def template(tables: Tables) -> Catalog:
    """Every message of the program, each with the files it comes from."""
    made = Catalog(project="Button Family", charset="utf-8", fuzzy=False)
    for place, message in sorted(_messages(tables), key=lambda found: found[0]):
        made.add(message, locations=[(place, None)])  # type: ignore[list-item]  # a place without a line stays
    return made


def _messages(tables: Tables) -> Iterator[tuple[str, str | tuple[str, str]]]:
    for name, _, message, _, _ in extract_from_dir(APP, METHODS, keywords=KEYWORDS):
        yield f"app/{Path(name).as_posix()}", message  # type: ignore[misc]
    for file in sorted((APP / "static" / "js").rglob("*.js")):
        place = file.relative_to(APP.parent).as_posix()
        yield from ((place, message) for message in texts_of(file.read_text(encoding="utf-8")))
    yield from tables


def written(catalog: Catalog) -> bytes:
    """The file of a catalogue: no dates and no line numbers, so that only new texts change it."""
    held = BytesIO()
    write_po(held, catalog, width=100, omit_header=catalog.locale is None, include_lineno=False)
    return _UNTELLING.sub(b"", held.getvalue())


def files() -> dict[str, Path]:
    """The catalogues that are kept, by language."""
    return {file.parent.parent.name: file for file in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))}


def extract(tables: Tables) -> Iterator[str]:
    """Write the template anew and bring every catalogue up to it; says what is left to translate."""
    made = template(tables)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(made))
    for language, file in files().items():
        kept = Catalog(locale=language, header_comment=HEADER, charset="utf-8", fuzzy=False)
        known = {one.id: one.string for one in read_catalogue(file)} if file.stat().st_size else {}
        for message in made:
            if message.id:
                kept.add(message.id, known.get(message.id, ""), locations=message.locations)
        file.write_bytes(written(kept))
        left = sum(not _is_translated(one) for one in kept if one.id)
        yield f"{language}: {len(kept)} texts, {left} to translate."


def flaws(tables: Tables) -> Iterator[str]:
    """What is wrong: a template that is not current, and each text that is missing or does not fit."""
    made = template(tables)
    if not TEMPLATE.is_file() or TEMPLATE.read_bytes() != written(made):
        yield "messages.pot is older than the program: run `python3 run.py words extract`."
    for language, file in files().items():
        kept = read_catalogue(file)
        yield from (f"{language}: {flaw}" for flaw in _flaws_of(kept, (one.id for one in made if one.id)))


def _flaws_of(kept: Catalog, ids: Iterable[Any]) -> Iterator[str]:
    wanted = set(ids)
    have = {one.id: one for one in kept if one.id}
    yield from (f"not in the catalogue: {one!r}" for one in sorted(wanted - have.keys(), key=str))
    yield from (f"no longer in the program: {one!r}" for one in sorted(have.keys() - wanted, key=str))
    for message in have.values():
        if message.fuzzy or not _is_translated(message):
            yield f"not translated: {message.id!r}"
        elif not _fits(message):
            yield f"other placeholders than {message.id!r}: {message.string!r}"


def _parts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_translated(message: Message) -> bool:
    return all(_parts(message.string)) and len(_parts(message.string)) > 0


def _fits(message: Message) -> bool:
    """Each form names the facts the English names; a singular may leave its number out."""
    names = {name for text in _parts(message.id) for name in PLACEHOLDER.findall(text)}
    return all(set(PLACEHOLDER.findall(form)) | {"n"} == names | {"n"} for form in _parts(message.string))
