"""Check and load scenario files: text in, every flaw at once, and the Scenario when its shape is sound."""

from dataclasses import dataclass
from pathlib import Path as FilePath

from app.domain.puzzle.proof import Proof, prove
from app.domain.puzzle.solvability import core_roles
from app.domain.scenario import Scenario
from app.languages.plain_text import plain
from app.scenarios.agenda_checks import check_agenda
from app.scenarios.agenda_file import PlanRead
from app.scenarios.agendas import AGENDAS, is_agenda, read_plan
from app.scenarios.balance import check_balance
from app.scenarios.draft import draft
from app.scenarios.family import check_family
from app.scenarios.flaws import Flaw, FlawList
from app.scenarios.hour import check_hour
from app.scenarios.inject_checks import check_injects
from app.scenarios.kinship import check_kinship
from app.scenarios.meaning import Placed, check_meaning
from app.scenarios.pieces import parse
from app.scenarios.references import check_references
from app.scenarios.remedies import with_tried_mends
from app.scenarios.said import said
from app.scenarios.secrets_kept import check_secrets
from app.scenarios.source import SourceFile, read_file
from app.scenarios.texts import is_text
from app.scenarios.translated_wording import check_translated
from app.scenarios.translation import SUFFIXES, base_of, is_translation, translate
from app.scenarios.wording import check_wording

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
    """Everything that is wrong with a scenario or language file, and the scenario's proof.

    Never raises for anything a file contains, nor for a file that is not there.
    """
    flaws = FlawList(file=str(path))
    text = read_file(FilePath(path), flaws)
    source = None if text is None else _parsed(text, flaws)
    if source is not None and is_translation(source):
        return _check_translation(source, FilePath(path), flaws)
    if source is not None and is_agenda(source):
        read_plan(source, flaws)
        return Check(file=flaws.file, flaws=flaws.sorted(), scenario=None, proof=None)
    return _check_scenario(source, flaws)


def check_text(text: str, file: str = "text") -> Check:
    """The same for a scenario text that is in no file; `file` is the name its flaws are told with."""
    flaws = FlawList(file=file)
    return _check_scenario(_parsed(text, flaws), flaws)


def _parsed(text: str, flaws: FlawList) -> SourceFile | None:
    """What the text holds; a text that people read and that a comment cuts short is told as such."""
    source = parse(text, flaws)
    if source is not None:
        for path, comment in source.cut.items():
            if is_text(path) or path[:1] == ("texts",):
                flaws.put(
                    source.at(*path),
                    "text_cut_at_hash",
                    said("the text ends before `{comment}`", comment=comment),
                )
    return source


def _check_scenario(source: SourceFile | None, flaws: FlawList) -> Check:
    placed = None if source is None else _build(source, flaws)
    if placed is None:
        return Check(file=flaws.file, flaws=flaws.sorted(), scenario=None, proof=None)
    if not core_roles(placed.scenario):
        flaws.put(placed.source.key("roles"), "no_core_role", said("no role is played at every table"))
        return Check(file=flaws.file, flaws=flaws.sorted(), scenario=placed.scenario, proof=None)
    proof = prove(placed.scenario)
    check_meaning(placed, proof, flaws)
    with_tried_mends(placed, flaws)
    check_balance(placed, proof, flaws)
    check_injects(placed, flaws)
    check_kinship(placed, flaws)
    check_secrets(placed, flaws)
    check_hour(placed, flaws)
    check_wording(placed, flaws)
    check_agenda([phase.kind for phase in placed.scenario.agenda], placed.source, "agenda", flaws)
    _check_agendas(placed, flaws)
    return Check(file=flaws.file, flaws=flaws.sorted(), scenario=placed.scenario, proof=proof)


def _check_agendas(placed: Placed, flaws: FlawList) -> None:
    for index, name in enumerate(placed.scenario.agendas):
        if not (AGENDAS / f"{name}.yaml").exists():
            place = placed.source.at("agendas", index)
            flaws.put(place, "unknown_reference", f"there is no scenarios/agendas/{name}.yaml")


def _check_translation(source: SourceFile, path: FilePath, flaws: FlawList) -> Check:
    base_path, language = base_of(path)
    scenario = None
    try:
        base = load(base_path)
        scenario = translate(base, source, flaws)
        if scenario is not None:
            check_translated(base, scenario, source, flaws)
    except ScenarioRefused as error:
        words = said("the scenario cannot be read: {error}", error=error)
        flaws.put(source.key("translates"), "translation_without_base", words)
    if scenario is not None and scenario.language != language:
        words = said(
            "the file's name says `{language}`, the file `{language_2}`",
            language=language,
            language_2=scenario.language,
        )
        flaws.put(source.at("language"), "translation_other_language", words)
    return Check(file=flaws.file, flaws=flaws.sorted(), scenario=scenario, proof=None)


def _build(source: SourceFile, flaws: FlawList) -> Placed | None:
    """The scenario with its places, or None where the shape or a reference is wrong."""
    drafted = draft(source, flaws)
    if drafted is None:
        return None
    check_references(source, flaws)
    is_sound = not flaws.has_errors
    check_family(drafted, flaws)
    return Placed(scenario=drafted.to_scenario(), source=source) if is_sound else None


def load(
    source: FilePath | str, translation: FilePath | str | None = None, *, is_kept: bool = False
) -> Scenario:
    """The scenario of a file (a Path) or of a YAML text (a str), in the language of `translation` if given.

    Judges shape, references, dates and ages, not meaning: that is what `check` is for. In what a workshop
    keeps (`is_kept`) hidden characters are taken out: it may be older than the rule that refuses them (P9).
    Raises ScenarioRefused with every flaw found.
    """
    flaws, read = _read(source, is_kept=is_kept)
    placed = None if read is None else _build(read, flaws)
    if placed is None or flaws.has_errors:
        raise ScenarioRefused(flaws.sorted())
    if translation is None:
        return placed.scenario
    flaws, read = _read(translation, is_kept=is_kept)
    translated = None if read is None else translate(placed.scenario, read, flaws)
    if translated is None or flaws.has_errors:
        raise ScenarioRefused(flaws.sorted())
    return translated


def load_agenda(source: FilePath | str) -> PlanRead:
    """The agenda of a file (a Path) or of a YAML text (a str). Raises ScenarioRefused with every flaw."""
    flaws, read = _read(source, is_kept=isinstance(source, str))
    plan = None if read is None else read_plan(read, flaws)
    if plan is None or flaws.has_errors:
        raise ScenarioRefused(flaws.sorted())
    return plan


def _read(source: FilePath | str, *, is_kept: bool) -> tuple[FlawList, SourceFile | None]:
    flaws = FlawList(file=str(source) if isinstance(source, FilePath) else "text")
    text = read_file(source, flaws) if isinstance(source, FilePath) else source
    read = None if text is None else parse(text, flaws)
    if read is not None and is_kept:
        read.value = _plain(read.value)
    return flaws, read


def _plain(value: object) -> object:
    """A file's value with nothing hidden in its texts and keys. Files are never deep."""
    match value:
        case str():
            return plain(value)
        case dict():
            return {plain(key): _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def shipped() -> tuple[FilePath, ...]:
    """The scenario files in the program's folder, without their language files.

    What is named like a language file and lies beside no scenario is among them: somebody meant it to be one.
    """
    files = sorted(path for path in SHIPPED.iterdir() if path.suffix.lower() in SUFFIXES)
    return tuple(path for path in files if "." not in path.stem or not base_of(path)[0].exists())
