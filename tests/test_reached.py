"""Whatever the app defines, something of the app reaches: code that only tests know, or nobody, goes.

By names alone: a name that is defined in one place and said in another is taken to be reached. What a library
calls is known by how it is made: a decorator registers it, or it stands in a class of the library's kind.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

TEMPLATES = ROOT / "app/templates"
MODULES = {
    file: ast.parse(file.read_text(encoding="utf-8"))
    for file in (ROOT / "run.py", *(ROOT / "app").rglob("*.py"))
    if "migrations" not in file.parts
}
MEANT_FOR_ITSELF = {
    "property",
    "staticmethod",
    "classmethod",
    "cached_property",
    "contextmanager",
    "dataclass",
}
"""Decorators that hand a name to nobody else."""
NEEDED_ELSEWHERE = {"readlines", "author", "licence"}
"""Of what stands for a file before a WSGI app (PEP 3333); what a scenario's file says to who reads it."""
LEAVES_AS_DATA = "app/domain/report/"
"""A report leaves whole (docs/measures.md): its fields are for who reads that."""


def said(tree: ast.AST) -> Iterator[str]:
    """The names that a module says, but for those it defines; of strings, those that are a name."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Load()):
                yield node.id
            case ast.Attribute(ctx=ast.Load()):
                yield node.attr
            case ast.MatchClass():
                yield from node.kwd_attrs
            case ast.Constant(value=str() as text) if re.fullmatch(r"\w+", text):
                yield text


def defined(body: list[ast.stmt], owner: ast.ClassDef | None = None) -> Iterator[tuple[str, int]]:
    """Functions, classes, constants and fields, and the lines they stand in; nothing a library asks for."""
    for node in body:
        match node:
            case ast.ClassDef():
                if not (owner and _is_a_library_s(owner)):
                    yield node.name, node.lineno
                yield from () if _is_by_value(node) else defined(node.body, node)
            case ast.FunctionDef():
                if not _is_registered(node) and not (owner and _is_a_library_s(owner)):
                    yield node.name, node.lineno
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if not (owner and _is_a_library_s(owner)):
                    yield name, node.lineno


def _is_registered(node: ast.FunctionDef) -> bool:
    words = {word for one in node.decorator_list for word in re.findall(r"\w+", ast.unparse(one))}
    return bool(node.decorator_list) and not words & MEANT_FOR_ITSELF


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).split("[")[0].rpartition(".")[2] for base in node.bases}


def _is_by_value(node: ast.ClassDef) -> bool:
    """A list of values: what comes in is one of them, whoever says its name."""
    return bool(_bases(node) & {"StrEnum", "IntEnum", "Enum"})


CLASSES = {one.name for tree in MODULES.values() for one in ast.walk(tree) if isinstance(one, ast.ClassDef)}


def _is_a_library_s(node: ast.ClassDef) -> bool:
    """Whether it is of a kind that a library made, and so asks for what is in it."""
    bases = _bases(node)
    if bases & {"Schema", "Part", "Each", "Several", "Text", "Number"}:
        return True  # marshmallow's, and ours of that kind: fields and hooks
    return bool(bases - (CLASSES - {node.name}) - {"Protocol", "Exception", "Generic", "NamedTuple"})


def test_whatever_the_app_defines_something_of_the_app_reaches() -> None:
    words = Counter(word for tree in MODULES.values() for word in said(tree))
    for template in TEMPLATES.rglob("*"):
        words.update(re.findall(r"\w+", template.read_text(encoding="utf-8")))
    left = {
        one.target.id
        for file, tree in MODULES.items()
        if LEAVES_AS_DATA in file.as_posix()
        for one in ast.walk(tree)
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
    idle = [
        f"{Path(file).relative_to(ROOT)}:{line} {name}"
        for file, tree in MODULES.items()
        for name, line in defined(tree.body)
        if not words[name] and not name.startswith("__") and name not in NEEDED_ELSEWHERE | left
    ]
    assert idle == []
