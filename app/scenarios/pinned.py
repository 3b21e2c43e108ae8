"""What a workshop keeps of its scenario: one YAML stream, the scenario first, then its language files.

So a workshop tells the same family in the same languages for as long as it is kept.
"""

import re
from collections.abc import Mapping
from pathlib import Path as FilePath

from app.domain.scenario import Scenario
from app.scenarios.checks import ScenarioRefused, load
from app.scenarios.translation import language_files

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


def unpinned(text: str) -> Scenario:
    """The scenario of a kept text, in its own language. Raises ScenarioRefused."""
    return load(_documents(text)[0], is_kept=True)


def languages_in(text: str) -> Mapping[str, Scenario]:
    """The same scenario in each other language that was kept with it, by language."""
    base, *others = _documents(text)
    scenarios = (load(base, other, is_kept=True) for other in others)
    return {scenario.language: scenario for scenario in scenarios}


def _documents(text: str) -> list[str]:
    text = text.replace("\ufeff", "")  # older ones kept the mark some editors put before a file
    return [document for document in _BETWEEN.split(text) if document.strip()] or [text]
