"""What is wrong with the words of a language file, by the limits of the scenario it translates."""

import re
from collections.abc import Iterator

from app.domain.scenario import FactId, Scenario
from app.languages.known import code_of, is_language
from app.scenarios.abbreviations import unexplained
from app.scenarios.days_in_texts import mistakes
from app.scenarios.flaws import FlawList
from app.scenarios.said import said
from app.scenarios.secrets_kept import says_as_much
from app.scenarios.source import SourceFile
from app.scenarios.wording import check_signs, check_unseen, put_mistake

_FACT = re.compile(r"facts\.([^.]+)\.(text|minimum)")


def check_translated(base: Scenario, told: Scenario, source: SourceFile, flaws: FlawList) -> None:
    """`told`: the scenario in the file's language. Only texts that the file has are judged."""
    given = source.value["texts"] if isinstance(source.value, dict) else {}
    if not is_language(told.language):
        code = code_of(told.language)
        what = said("`{language}` is no code of a language", language=told.language)
        mend = said("Write `{code}`.", code=code) if code else None
        flaws.put(source.at("language"), "unknown_language", what, mend)
    for key, text in given.items():
        place = source.at("texts", key)
        check_unseen(place, text, flaws)
        found = _FACT.fullmatch(key)
        fact = told.fact_by_id.get(FactId(found[1])) if found else None
        if fact is not None:
            check_signs(place, fact.id, text, flaws)
            put_mistake(place, mistakes(text, fact.when, told.language), flaws)
            why = says_as_much(text, fact.text) if found and found[2] == "minimum" else None
            if why:
                flaws.put(place, "minimum_not_shorter", why)
    _check_equal(base, told, source, flaws)
    for key, word in unexplained(given.items(), {*base.glossary, *told.glossary}):
        what = said("“{word}” is not in the glossary", word=word)
        flaws.put(source.at("texts", key), "unexplained_abbreviation", what)


def _check_equal(base: Scenario, told: Scenario, source: SourceFile, flaws: FlawList) -> None:
    """What the base tells apart and the translation does not; a minimum wording that is the full one."""
    pairs = [(f"facts.{fact.id}.text", fact.text) for fact in told.facts]
    for key, other in _equal(pairs):
        what = said("`{one}` and `{other}` say the same", one=other, other=key)
        flaws.put(source.at("texts", key), "equal_texts", what)
    options = [(f"reads.options.{option.id}.text", option.text) for option in told.reads.options]
    for key, other in _equal(options):
        what = said("`{one}` and `{other}` say the same", one=other, other=key)
        flaws.put(source.at("texts", key), "equal_texts", what)
    for fact in told.facts:
        if fact.minimum is not None and _bare(fact.minimum) == _bare(fact.text):
            place = source.at("texts", f"facts.{fact.id}.minimum")
            flaws.put(place, "minimum_says_all", said("the minimum wording is the full wording"))


def _equal(texts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for key, text in texts:
        other = first.setdefault(_bare(text), key)
        if other != key:
            yield key, other


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" .!?").split())
