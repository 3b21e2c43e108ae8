"""Language files: `NAME.es.yaml` beside `NAME.yaml` gives the same scenario in another language."""

import glob
from collections.abc import Mapping
from pathlib import Path as FilePath

from app.domain.scenario import Scenario
from app.scenarios.draft import read_parts
from app.scenarios.fields import nearest
from app.scenarios.flaws import FlawList
from app.scenarios.meaning import MOST_WORDS
from app.scenarios.said import said
from app.scenarios.schema import TranslationFile
from app.scenarios.source import SourceFile
from app.scenarios.texts import longest, texts, with_texts

SUFFIXES = (".yaml", ".yml")


def is_translation(source: SourceFile) -> bool:
    """Whether a file is a language file, however flawed."""
    return isinstance(source.value, dict) and "translates" in source.value


def language_files(path: FilePath) -> Mapping[str, FilePath]:
    """The language files beside a scenario file, by the language their names say."""
    found = sorted(
        file for suffix in SUFFIXES for file in path.parent.glob(f"{glob.escape(path.stem)}.*{suffix}")
    )
    return {file.stem.removeprefix(f"{path.stem}."): file for file in found}


def base_of(path: FilePath) -> tuple[FilePath, str]:
    """The scenario file a language file belongs to by its name, and the language its name says."""
    name, _, language = path.stem.partition(".")
    likely = [path.with_name(f"{name}{suffix}") for suffix in (path.suffix, *SUFFIXES)]
    return next((file for file in likely if file.exists()), likely[0]), language


def translate(base: Scenario, source: SourceFile, flaws: FlawList) -> Scenario | None:
    """The scenario in the language file's language; None where its shape is wrong. Flaws say the rest."""
    parts = read_parts(TranslationFile(), source, flaws)
    if parts is None or flaws.has_errors:
        return None
    if parts["translates"] != base.id:
        words = said("`{value}` is not `{base}`", value=parts["translates"], base=base.id)
        flaws.put(source.at("translates"), "translation_of_other", words)
    if parts["language"] == base.language:
        place = source.at("language")
        flaws.put(
            place,
            "translation_same_language",
            said("the scenario is in `{language}` already", language=base.language),
        )
    _check_texts(texts(base), parts["texts"], source, flaws)
    return with_texts(base, parts["language"], parts["texts"])


def _check_texts(
    wanted: Mapping[str, str], given: Mapping[str, str], source: SourceFile, flaws: FlawList
) -> None:
    for key in given:
        if key not in wanted:
            near = nearest(key, list(wanted))
            mend = said("Write `{near}`.", near=near) if near else None
            words = said("the scenario has no text `{key}`", key=key)
            flaws.put(source.key("texts", key), "translation_unknown_text", words, mend)
        elif len(given[key]) > (most := longest(key)):
            count = len(given[key])
            words = said(
                "`{key}` has {count} characters; at most {most} fit", key=key, count=count, most=most
            )
            flaws.put(source.at("texts", key), "text_too_long", words)
        elif key.startswith("facts.") and not key.endswith(".note") and len(given[key].split()) > MOST_WORDS:
            words = said(
                "`{key}` has {count} words, more than {most_words}",
                key=key,
                count=len(given[key].split()),
                most_words=MOST_WORDS,
            )
            flaws.put(source.at("texts", key), "fact_too_long", words)
    for key in wanted:
        if key not in given:
            flaws.put(source.key("texts"), "translation_missing", said("`{key}` is not translated", key=key))
