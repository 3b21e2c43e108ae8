"""Check and load scenario files: text in, every flaw at once, and the Scenario when its shape is sound."""

from dataclasses import dataclass
from pathlib import Path as FilePath

from app.domain.proof import Proof, prove
from app.domain.scenario import Scenario
from app.domain.solvability import core_roles
from app.scenarios.balance import check_balance
from app.scenarios.draft import draft
from app.scenarios.family import check_family
from app.scenarios.flaws import Flaw, FlawList
from app.scenarios.meaning import Placed, check_meaning
from app.scenarios.references import check_references
from app.scenarios.source import Source, parse, read_file

SHIPPED = FilePath(__file__).parents[2] / "scenarios"


class ScenarioRefused(Exception):
    """The text is no sound scenario; `flaws` says everything that is wrong with it."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(flaws)
        self.flaws = flaws

    def __str__(self) -> str:
        errors = [flaw for flaw in self.flaws if flaw.is_error]
        first = errors[0]
        return f"{first.file}:{first.place.line}: {first.what} ({len(errors)} errors)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found. `scenario` and `proof` are there whenever the shape is sound."""

    file: str
    flaws: tuple[Flaw, ...]
    scenario: Scenario | None
    proof: Proof | None

    @property
    def has_errors(self) -> bool:
        return any(flaw.is_error for flaw in self.flaws)


def check(path: FilePath | str) -> Check:
    """Everything that is wrong with a scenario file, and its proof. Never raises for what a file contains."""
    flaws = FlawList(file=str(path))
    text = read_file(FilePath(path), flaws)
    if text is None:
        return Check(file=str(path), flaws=flaws.sorted(), scenario=None, proof=None)
    return _check_text(text, flaws)


def check_text(text: str, file: str = "text") -> Check:
    """The same for a text that is in no file."""
    return _check_text(text, FlawList(file=file))


def _check_text(text: str, flaws: FlawList) -> Check:
    read = _read(text, flaws)
    proof = None
    if read is not None and core_roles(read.scenario):
        proof = prove(read.scenario)
        check_meaning(read, proof, flaws)
        check_balance(read, proof, flaws)
    scenario = read.scenario if read else None
    return Check(file=flaws.file, flaws=flaws.sorted(), scenario=scenario, proof=proof)


def _read(text: str, flaws: FlawList) -> Placed | None:
    """The scenario with its places, or None where the shape or a reference is wrong."""
    source = parse(text, flaws)
    return None if source is None else _build(source, flaws)


def _build(source: Source, flaws: FlawList) -> Placed | None:
    drafted = draft(source, flaws)
    if drafted is None:
        return None
    check_references(source, flaws)
    is_sound = not flaws.has_errors
    check_family(drafted, flaws)
    return Placed(scenario=drafted.to_scenario(), source=source) if is_sound else None


def load(source: FilePath | str) -> Scenario:
    """The scenario of a file (a Path) or of a YAML text (a str).

    Judges shape, references, dates and ages, not meaning: that is what `check` is for.
    Raises ScenarioRefused with every flaw found.
    """
    flaws = FlawList(file=str(source) if isinstance(source, FilePath) else "text")
    text = read_file(source, flaws) if isinstance(source, FilePath) else source
    placed = None if text is None else _read(text, flaws)
    if placed is None or flaws.has_errors:
        raise ScenarioRefused(flaws.sorted())
    return placed.scenario


def shipped() -> tuple[FilePath, ...]:
    """The scenario files that come with the program, without their language files."""
    return tuple(path for path in sorted(SHIPPED.glob("*.yaml")) if "." not in path.stem)
