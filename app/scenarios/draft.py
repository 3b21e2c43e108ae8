"""A scenario file on its way to becoming a Scenario: its sound parts, and the flaws of the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from app.domain.scenario import Fact, Person, Relation, Scenario
from app.scenarios.flaws import FlawList, Path, Problem
from app.scenarios.groups import Part
from app.scenarios.said import Said, said
from app.scenarios.schema import ScenarioFile
from app.scenarios.source import SourceFile

SECTIONS = (
    "households",
    "people",
    "relations",
    "roles",
    "topics",
    "facts",
    "contradictions",
    "insights",
    "agenda",
    "injects",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The parts of the file that are sound, by section and index, with the source they came from."""

    source: SourceFile
    parts: Mapping[str, Any]

    @property
    def people(self) -> Mapping[int, Person]:
        people: Mapping[int, Person] = self._section("people")
        return people

    @property
    def relations(self) -> Mapping[int, Relation]:
        relations: Mapping[int, Relation] = self._section("relations")
        return relations

    @property
    def facts(self) -> Mapping[int, Fact]:
        facts: Mapping[int, Fact] = self._section("facts")
        return facts

    def _section(self, name: str) -> Any:
        return self.parts.get(name, {})

    def to_scenario(self) -> Scenario:
        """The scenario; only for a draft without flaws of shape and with references that resolve."""
        sections = {name: tuple(self._section(name).values()) for name in SECTIONS}
        plain = {name: value for name, value in self.parts.items() if name != "format"}
        lists = {name: tuple(plain[name]) for name in ("content_notes", "agendas")}
        return Scenario(**plain | sections | lists)


def draft(source: SourceFile, flaws: FlawList) -> Draft | None:
    """The draft of a parsed file; None if the file is no scenario of a known format at all."""
    if not isinstance(source.value, dict):
        flaws.put(source.at(), "not_a_mapping", said("the file does not consist of keys and values"))
        return None
    parts = read_parts(ScenarioFile(), source, flaws)
    return None if parts is None else Draft(source=source, parts=parts)


def read_parts(schema: Part, source: SourceFile, flaws: FlawList) -> Mapping[str, Any] | None:
    """The sound parts of a file; None, and one flaw only, if its format is not ours."""
    try:
        parts: Mapping[str, Any] = schema.load(source.value)  # type: ignore[arg-type]  # any value may come
    except ValidationError as error:
        messages: Any = error.messages
        if isinstance(source.value, dict) and "format" in messages and "format" in source.value:
            _put_messages({"format": messages["format"]}, source, flaws)
            return None
        _put_messages(messages, source, flaws)
        parts = error.valid_data  # type: ignore[assignment]  # the fields that loaded
    return parts


def _put_messages(messages: Any, source: SourceFile, flaws: FlawList) -> None:
    """marshmallow's nested messages as flaws at their places."""
    for path, problem in _problems(messages, ()):
        what = problem.what.filled(key=_named(path)) if isinstance(problem.what, Said) else problem.what
        is_about_key = problem.code in ("unknown_key", "too_few", "too_many")
        place = source.key(*path) if is_about_key else source.at(*path)
        flaws.put(place, problem.code, what, problem.mend)


def _named(path: Path) -> str:
    """The key a message is about, as a reader finds it."""
    if not path:
        return said("the file")
    if isinstance(path[-1], int) and len(path) > 1:
        return said("{list}, number {number},", list=path[-2], number=path[-1] + 1)
    return f"`{path[-1]}`" if str(path[-1]).isidentifier() else str(path[-1])


def _problems(messages: Any, path: Path) -> Iterator[tuple[Path, Problem]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _problems(inner, path if key == "_schema" else (*path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _problems(inner, path)
    elif isinstance(messages, Problem):
        yield path, messages
    else:
        yield path, Problem(code="wrong_type", what=said("{key} is not right: {messages}", messages=messages))
