"""A scenario file on its way to becoming a Scenario: its sound parts, and the flaws of the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from app.domain.scenario import Fact, Person, Relation, Scenario
from app.scenarios.fields import Part
from app.scenarios.flaws import FlawList, Path, Problem
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
        flaws.put(source.at(), "not_a_mapping", "the file does not consist of keys and values")
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
        key = str(path[-1]) if path else "the file"
        if path and isinstance(path[-1], int):
            key = f"{path[-2]}, number {path[-1] + 1}," if len(path) > 1 else key
        what = problem.what.replace("`{key}`", f"`{key}`" if key.isidentifier() else key)
        is_about_key = problem.code in ("unknown_key", "too_few", "too_many")
        place = source.key(*path) if is_about_key else source.at(*path)
        flaws.put(place, problem.code, what, problem.mend)


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
        yield path, Problem(code="wrong_type", what=f"`{{key}}` is not right: {messages}")
