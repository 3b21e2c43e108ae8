"""The texts in our scripts: found for the catalogues, and put into a language where a script is served.

A text is the literal in `t("…")` or `inEachLanguage("…")`, or the two in `tn("…", "…", n)`
(static/js/languages/words.js); a script in another language is the same script with other literals, so that
it costs a phone no second file.
"""

import json
import re
from collections.abc import Iterator, Mapping

from app.domain.taxonomy import CATEGORIES
from app.languages.speaking import Forms, catalogue, for_people

_LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
_TEXTS = re.compile(
    rf"(?<![\w.$])(?:(?P<one>t|inEachLanguage)\(\s*{_LITERAL}|(?P<many>tn)\(\s*{_LITERAL}\s*,\s*{_LITERAL})",
    re.ASCII,
)
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)


def texts_of(script: str) -> Iterator[str | tuple[str, str]]:
    """The messages of one script: literal texts only, wherever they stand, in templates too."""
    for found in _TEXTS.finditer(_COMMENT.sub("", script)):
        yield _read(found)


def _read(found: re.Match[str]) -> str | tuple[str, str]:
    text, one, many = (json.loads(f'"{part or ""}"') for part in (found[2], found[4], found[5]))
    return text if found["one"] else (one, many)


def in_language(script: str, language: str) -> str:
    """One of our scripts with its texts in a language; those without a translation stay English.

    What may be typed in any language is listed in each, whichever is spoken.
    """
    texts = catalogue(language).texts
    return _TEXTS.sub(lambda found: _said(found, texts), script)


def _said(found: re.Match[str], texts: Mapping[str, Forms]) -> str:
    read = _read(found)
    if isinstance(read, str) and found["one"] == "inEachLanguage":
        each = (catalogue(one).texts.get(read, (read,))[0] for one in for_people())
        return f"inEachLanguage({_literal(list(each))}"
    forms = texts.get(read if isinstance(read, str) else read[0])
    if forms is None:
        return found[0]
    if isinstance(read, str):
        return f"t({_literal(forms[0])}"
    return f"tn({_literal(list(forms))},{_literal('')}"


def _literal(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def prelude(language: str) -> str:
    """What precedes a script in another language: how it counts, and what the server names in English."""
    told = catalogue(language)
    named = (text for pair in CATEGORIES.values() for text in pair)
    texts = {text: told.texts[text][0] for text in named if text in told.texts}
    listed = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.button_words={{texts:{listed},form_of:(n)=>Number({told.plural})}};\n"
