"""Scenario files and kept texts, read once and off the serving loop: reading one takes up to a second.

A file is read anew when it, or a language file beside it, has changed.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar

from app.domain.scenario import Scenario
from app.scenarios.agenda_file import PlanRead
from app.scenarios.agendas import played_by
from app.scenarios.checks import Check, ScenarioRefused, check, check_text, load_agenda, shipped
from app.scenarios.pinned import languages_in, pin, unpinned, with_agenda
from app.scenarios.shelf import Shelved, shelved, told_apart
from app.scenarios.translation import language_files

MOST_KEPT = 64
"""Of texts and of files: more than are played at once in one process."""

Run = Callable[[Callable[[], Any]], Any]
"""Runs slow pure work where it holds up nobody, and gives its result."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A scenario file as it would be opened: the text to keep, and what it tells in which language."""

    text: str
    scenario: Scenario
    languages: Mapping[str, Scenario]

    def told_in(self, language: str) -> Scenario:
        """The scenario in a language, if it has that one, else in its own."""
        return self.languages.get(language, self.scenario)


class Library:
    """What this process has read. `run`: how to read without holding anybody up."""

    def __init__(self, run: Run = lambda work: work()) -> None:
        self._files = _Memory[Read](run)
        self._scenarios = _Memory[Scenario](run)
        self._agendas = _Memory[PlanRead](run)
        self._languages = _Memory[Mapping[str, Scenario]](run)
        self._checked = _Memory[Shelved](run)
        self._texts = _Memory[Check](run)

    def shelf(self) -> tuple[Shelved, ...]:
        """Every scenario file of the program's folder, checked; drafts among them."""
        return told_apart([self._shelved(path) for path in shipped()])

    def _shelved(self, path: FilePath) -> Shelved:
        return self._checked.recall((str(path), _stamp(path)), lambda: shelved(path))

    def of_file(self, path: FilePath, agenda: FilePath | None = None) -> Read:
        """A scenario file that may be opened, played by its own agenda or by that of another file.

        Raises ScenarioRefused with what the check calls errors; AgendaDoesNotFit where the family lacks what
        the agenda takes from it.
        """
        read = self._files.recall((str(path), _stamp(path)), lambda: _read(path))
        if agenda is not None:
            read = _played(read, self.agenda(agenda), agenda)
        self._scenarios.note(_hash(read.text), read.scenario)
        self._languages.note(_hash(read.text), read.languages)
        return read

    def of_text(self, text: str, agenda: FilePath | None = None) -> Read:
        """The same for a text that somebody wrote in the browser: one gate for both."""
        read = self._files.recall(_hash(text), lambda: _read_text(text))
        if agenda is not None:
            read = _played(read, self.agenda(agenda), agenda)
        self._scenarios.note(_hash(read.text), read.scenario)
        self._languages.note(_hash(read.text), read.languages)
        return read

    def checked_text(self, text: str) -> Check:
        """What the check says of a text that is in no file."""
        return self._texts.recall(_hash(text), lambda: check_text(text))

    def agenda(self, path: FilePath) -> PlanRead:
        """An agenda in a file of its own. Raises ScenarioRefused."""
        return self._agendas.recall((str(path), _stamp(path)), lambda: load_agenda(path))

    def scenario(self, text: str) -> Scenario:
        """The scenario of a kept text, in its own language. Raises ScenarioRefused."""
        return self._scenarios.recall(_hash(text), lambda: unpinned(text))

    def languages(self, text: str) -> Mapping[str, Scenario]:
        """The same in each other language that was kept with it. Raises ScenarioRefused."""
        return self._languages.recall(_hash(text), lambda: languages_in(text))


def _read(path: FilePath) -> Read:
    found = check(path)  # as strictly as a new file is judged; what is kept is read with more patience
    if found.has_errors:
        raise ScenarioRefused(found.flaws)
    text = pin(path)
    return Read(text=text, scenario=unpinned(text), languages=languages_in(text))


def _read_text(text: str) -> Read:
    found = check_text(text)
    if found.has_errors:
        raise ScenarioRefused(found.flaws)
    return Read(text=text, scenario=unpinned(text), languages={})


def _played(read: Read, plan: PlanRead, agenda: FilePath) -> Read:
    """What was read, played by another agenda: the family is not read anew for it."""
    return Read(
        text=with_agenda(read.text, agenda),
        scenario=played_by(read.scenario, plan),
        languages={language: played_by(told, plan) for language, told in read.languages.items()},
    )


def _stamp(path: FilePath) -> tuple[tuple[str, int, int], ...]:
    """By which a file that changed is told: when each part of it was last written, and its length."""
    files = (path, *language_files(path).values())
    return tuple(
        (file.name, (now := file.stat()).st_mtime_ns, now.st_size) for file in files if file.exists()
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Memory(Generic[T]):
    """What came of work that was done before, a refusal included; the least used goes first."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: OrderedDict[object, T | ScenarioRefused] = OrderedDict()

    def recall(self, key: object, work: Callable[[], T]) -> T:
        known = self._known.get(key)
        if known is None:
            known = self._run(lambda: _result(work))
        self.note(key, known)
        if isinstance(known, ScenarioRefused):
            raise ScenarioRefused(known.flaws)
        return known

    def note(self, key: object, value: T | ScenarioRefused) -> None:
        self._known[key] = value
        self._known.move_to_end(key)
        while len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)


def _result(work: Callable[[], T]) -> T | ScenarioRefused:
    try:
        return work()
    except ScenarioRefused as refusal:
        return refusal
