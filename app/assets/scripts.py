"""A script as it is sent: put together with everything it imports, in a language. Nothing has to be built."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from app.assets.styles import slim
from app.languages.script_texts import in_language, prelude
from app.languages.speaking import SOURCE

SPEAKS = "words.js"
"""The module that asks the prelude how to count and what the server names in English."""
_IMPORT = re.compile(r'^import\s*(?:\*\s*as\s+(\w+)|\{([^}]*)\}|(\w+))\s*from\s*"([^"]+)";?\n?', re.MULTILINE)
_EXPORT_LIST = re.compile(r"(?:^|(?<=[;}\n]))export\s*\{([^}]*)\};?")
_EXPORT_DEFAULT = re.compile(r"(?:^|(?<=[;}\n]))export default ")
_EXPORT_NAMED = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:export|import)\b", re.MULTILINE)

_REGISTRY = (
    "const modules = ((all) => (all.button_modules = all.button_modules || {}))"
    '(typeof globalThis === "object" ? globalThis : self);\n'
)


class AssetFlaw(Exception):
    """A static file that cannot be put together, as one sentence."""


def vendored(listing: Path) -> dict[str, Path]:
    """Where each vendored package lies, by the name it is imported as."""
    files = json.loads(listing.read_text(encoding="utf-8"))["files"]
    return {entry["imported_as"]: listing.parent / entry["file"] for entry in files}


def whole_script(
    entry: Path, packages: dict[str, Path], language: str = SOURCE, *, after: Path | None = None
) -> str:
    """A module and all it imports as one module, each in a scope of its own, in a language.

    A second script on the same page shares the modules that the first has brought; `after`: the one that
    surely has run before, whose modules are left out.
    Understands what our modules and the vendored ones use: `import {…}`, `import * as`, `import name`,
    and exports of const, function, class and lists; no cycles. Raises AssetFlaw for anything else.
    What neither imports nor exports is no module, and is sent as it is written: old engines read it, too.
    """
    alone = slim(entry.read_text(encoding="utf-8"))
    is_module = _LEFT_OVER.search(_without_comments(alone)) or _without_exports(alone)[1]
    if after is None and not is_module:
        return alone
    order: dict[Path, str] = {}
    if after is not None:
        _visit(after.resolve(), packages, order, (), language)
        order = {file: _brought(file, number) for number, file in enumerate(order)}
    _visit(entry.resolve(), packages, order, (), language)
    _, exports = _without_exports(slim(entry.read_text(encoding="utf-8")))
    names = ", ".join(name.split(":")[0] for name in exports.split(", ") if name)
    given = f"export const {{ {names} }} = module_{len(order) - 1};\n" if names else ""
    speaks = language != SOURCE and after is None and any(file.name == SPEAKS for file in order)
    return (prelude(language) if speaks else "") + _REGISTRY + "".join(order.values()) + given


def _visit(
    file: Path, packages: dict[str, Path], order: dict[Path, str], above: tuple[Path, ...], language: str
) -> None:
    if file in above:
        raise AssetFlaw(f"{file.name} imports itself by way of {above[-1].name}: take the cycle apart.")
    if file in order:
        return
    if not file.is_file():
        raise AssetFlaw(f"{above[-1].name if above else '?'} imports {file.name}, which is not there.")
    text = re.sub(r"^//# sourceMappingURL=.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    is_ours = file not in packages.values()
    text = in_language(slim(text), language) if is_ours else _on_a_line_of_its_own(text)
    bindings = []
    for star, names, default, source in _IMPORT.findall(text):
        wanted = packages[source] if source in packages else (file.parent / source)
        _visit(wanted.resolve(), packages, order, (*above, file), language)
        number = list(order).index(wanted.resolve())
        bindings.append(_binding(star, names, default, f"module_{number}"))
    body, exports = _without_exports(_IMPORT.sub("", text))
    if left := _LEFT_OVER.search(_without_comments(body)):
        line = body[: left.start()].count("\n") + 1
        raise AssetFlaw(f"{file.name}, near line {line}: an import or export in a form that is not served.")
    order[file] = (
        f'const module_{len(order)} = (modules["{_name(file)}"] ??= (() => {{\n'
        + "".join(bindings)
        + f"{body}\nreturn {{ {exports} }};\n}})());\n"
    )


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _brought(file: Path, number: int) -> str:
    """A module that another script has brought."""
    return f'const module_{number} = modules["{_name(file)}"];\n'


def _on_a_line_of_its_own(text: str) -> str:
    """Minified packages start with `import{a as b}from"c";var …`: give each import its line."""
    return re.sub(r'^((?:import\s*[^;"]*"[^"]+";)+)', lambda found: found[1].replace(";", ";\n"), text)


def _binding(star: str, names: str, default: str, module: str) -> str:
    if star:
        return f"const {star} = {module};\n"
    if default:
        return f"const {default} = {module}.default;\n"
    wanted = ", ".join(": ".join(pair) for pair in _pairs(names))
    return f"const {{ {wanted} }} = {module};\n"


def _pairs(names: str) -> Iterator[tuple[str, ...]]:
    """`a, b as c` as (a,), (b, c)."""
    for name in names.split(","):
        if name.strip():
            yield tuple(part.strip() for part in name.split(" as "))


def _without_exports(text: str) -> tuple[str, str]:
    """The text with its exports taken off, and what to return for them."""
    given = [name for _, name in _EXPORT_NAMED.findall(text)]
    for names in _EXPORT_LIST.findall(text):
        given += [f"{pair[-1]}: {pair[0]}" for pair in _pairs(names)]
    text = _EXPORT_LIST.sub("", _EXPORT_NAMED.sub(r"\1 \2", text))
    if _EXPORT_DEFAULT.search(text):
        text = _EXPORT_DEFAULT.sub("const module_default = ", text, count=1)
        given.append("default: module_default")
    return text, ", ".join(given)


def _without_comments(text: str) -> str:
    """Comments blanked, lines kept, so that prose is not taken for code."""
    return re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)
