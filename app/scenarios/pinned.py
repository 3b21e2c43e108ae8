"""What a workshop keeps of its scenario: one YAML stream, the scenario first, then its language files and,
where it is played by another agenda than its own, that one.

So a workshop tells the same family in the same languages for as long as it is kept.
"""

import re
from collections.abc import Mapping
from pathlib import Path as FilePath

from app.domain.scenario import Scenario
from app.scenarios.agendas import played_by
from app.scenarios.checks import ScenarioRefused, load, load_agenda
from app.scenarios.translation import language_files

_STEPS = re.compile(r"^steps:", re.MULTILINE)
"""The key that only an agenda's file has."""
_BETWEEN = re.compile(r"^---[ \t]*$", re.MULTILINE)


def pin(path: FilePath) -> str:
    """The text to keep of a scenario file: its own, and that of each language file that is sound."""
    documents = [path.read_text(encoding="utf-8-sig")]
    for file in language_files(path).values():
        try:
            load(path, file)
        except ScenarioRefused:
            continue  # `scenario check` names its flaws; the workshop goes on without that language
        documents.append(file.read_text(encoding="utf-8-sig"))
    return "\n---\n".join(documents)


def with_agenda(text: str, agenda: FilePath) -> str:
    """A kept text that is played by the agenda of a file."""
    return f"{text}\n---\n{agenda.read_text(encoding='utf-8-sig')}"


def unpinned(text: str) -> Scenario:
    """The scenario of a kept text, in its own language. Raises ScenarioRefused."""
    (base, *_), agenda = _parts(text)
    return _played(load(base, is_kept=True), agenda)


def languages_in(text: str) -> Mapping[str, Scenario]:
    """The same scenario in each other language that was kept with it, by language."""
    (base, *others), agenda = _parts(text)
    scenarios = (_played(load(base, other, is_kept=True), agenda) for other in others)
    return {scenario.language: scenario for scenario in scenarios}


def _played(scenario: Scenario, agenda: str | None) -> Scenario:
    return scenario if agenda is None else played_by(scenario, load_agenda(agenda))


def _parts(text: str) -> tuple[list[str], str | None]:
    """The scenario and its language files, and the agenda if it is played by another than its own."""
    documents = _documents(text)
    if len(documents) > 1 and _STEPS.search(documents[-1]):
        return documents[:-1], documents[-1]
    return documents, None


def _documents(text: str) -> list[str]:
    text = text.replace("\ufeff", "")  # older ones kept the mark some editors put before a file
    return [document for document in _BETWEEN.split(text) if document.strip()] or [text]
