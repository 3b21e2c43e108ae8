"""Static files: each served whole and compressed, under an address that changes with its content.

A script is served together with everything it imports, a style sheet with its sheets, so a page needs
one request for each and the browser may keep them for ever. Nothing is written to disk and nothing has
to be built: the texts are put together in memory when they are first asked for.
"""

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from flask import Flask
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import get_host

from app.languages import SOURCE, known, spoken
from app.script_texts import in_language, prelude
from app.sheets import slim, whole_sheet
from app.web.upkeep import security_headers

STATIC = Path(__file__).resolve().parent.parent / "static"
KEPT_FOR_S = 365 * 24 * 3600
MIN_COMPRESSED = 512
TEXT_TYPES = ("text/", "application/json", "image/svg+xml")

AFTER = {"js/picture.js": "js/phone.js", "js/phone/later.js": "js/phone.js"}
"""Scripts that a page fetches once another one runs: they come without the modules that it has brought."""

_TRANSLATED = re.compile(r"(?P<language>[a-z]{2,3})/(?P<script>js/.+\.js)")
_IMPORT = re.compile(r'^import\s*(?:\*\s*as\s+(\w+)|\{([^}]*)\}|(\w+))\s*from\s*"([^"]+)";?\n?', re.MULTILINE)
_EXPORT_LIST = re.compile(r"(?:^|(?<=[;}\n]))export\s*\{([^}]*)\};?")
_EXPORT_DEFAULT = re.compile(r"(?:^|(?<=[;}\n]))export default ")
_EXPORT_NAMED = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:export|import)\b", re.MULTILINE)

_REGISTRY = "const modules = (globalThis.button_modules ??= {});\n"


class AssetFlaw(Exception):
    """A static file that cannot be put together, as one sentence."""


@dataclass(frozen=True)  # no slots: the derived values are computed once and kept
class Asset:
    """One file as it is sent: its bytes, its media type, its address."""

    path: str
    body: bytes

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:16]

    @cached_property
    def media_type(self) -> str:
        guessed = mimetypes.types_map.get(PurePosixPath(self.path).suffix, "application/octet-stream")
        return {"application/javascript": "text/javascript"}.get(guessed, guessed)

    @cached_property
    def compressed(self) -> bytes | None:
        """The same, gzipped; None where that gains nothing."""
        if len(self.body) < MIN_COMPRESSED or not self.media_type.startswith(TEXT_TYPES):
            return None
        return gzip.compress(self.body, compresslevel=9, mtime=0)

    @property
    def url(self) -> str:
        return f"/assets/{self.digest}/{self.path}"

    def answer(self, *, is_fresh: bool, takes_gzip: bool) -> tuple[tuple[tuple[str, str], ...], bytes]:
        """The headers and the body as they are sent; an address from before an update is not kept."""
        compressed = self.compressed if takes_gzip else None
        body = self.body if compressed is None else compressed
        is_text = self.media_type.startswith(TEXT_TYPES)
        headers = {
            "Content-Type": f"{self.media_type}; charset=utf-8" if is_text else self.media_type,
            "Content-Length": str(len(body)),
            "Cache-Control": f"public, max-age={KEPT_FOR_S}, immutable" if is_fresh else "no-cache",
            "Vary": "Accept-Encoding",
        }
        coding = {} if compressed is None else {"Content-Encoding": "gzip"}
        return tuple((headers | coding).items()), body


class Assets:
    """The static folder, put together file by file when first asked for, and kept."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._folder = folder
        self._kept: dict[str, Asset] = {}

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every file there is, each by the one spelling it is served under: what is kept stays that few."""
        files = (one for one in self._folder.rglob("*") if one.is_file())
        return frozenset(one.relative_to(self._folder).as_posix() for one in files)

    def get(self, path: str) -> Asset:
        """The asset at this path in the static folder. Raises KeyError for what is not there."""
        if path not in self._kept:
            self._kept[path] = Asset(path, self._assemble(path))
        return self._kept[path]

    def url(self, path: str) -> str:
        """Its address, for pages: `static_url("css/main.css")`. A script speaks the language being spoken."""
        if path.startswith("js/") and spoken() != SOURCE:
            path = f"{spoken()}/{path}"
        return self.get(path).url

    def _assemble(self, path: str) -> bytes:
        language = SOURCE
        if (translated := _TRANSLATED.fullmatch(path)) and translated["language"] in known():
            language, path = translated["language"], translated["script"]
        if path not in self._names:
            raise KeyError(path)
        file = self._folder / path
        if file.suffix == ".css":
            return whole_sheet(file).encode()
        if file.suffix == ".js":
            packages = vendored(self._folder / "vendor" / "VENDOR.json")
            first = self._folder / AFTER[path] if path in AFTER else None
            return whole_script(file, packages, language, after=first).encode()
        return file.read_bytes()


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
    """
    order: dict[Path, str] = {}
    if after is not None:
        _visit(after.resolve(), packages, order, (), language)
        order = {file: _brought(file, number) for number, file in enumerate(order)}
    _visit(entry.resolve(), packages, order, (), language)
    _, exports = _without_exports(slim(entry.read_text(encoding="utf-8")))
    names = ", ".join(name.split(":")[0] for name in exports.split(", ") if name)
    given = f"export const {{ {names} }} = module_{len(order) - 1};\n" if names else ""
    opening = _REGISTRY if language == SOURCE else prelude(language) + _REGISTRY
    return opening + "".join(order.values()) + given


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
        f'// {file.name}\nconst module_{len(order)} = (modules["{_name(file)}"] ??= (() => {{\n'
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


def register(flask: Flask) -> None:
    """Serve the static folder under /assets and give templates `static_url`."""
    assets = Assets()
    flask.jinja_env.globals["static_url"] = assets.url
    flask.wsgi_app = in_front(assets, flask.wsgi_app, flask.config["SESSION_COOKIE_SECURE"])  # type: ignore[method-assign, assignment]


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def in_front(assets: Assets, wsgi_app: Wsgi, is_https: bool) -> Wsgi:
    """GET /assets/<digest>/<path>, answered from memory: no parameters, nothing of a workshop.

    Before Flask, because a phone that comes in asks for as many files as pages, and a file needs no session.
    What is not there is left to the app behind.
    """

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _, top, digest, path = ("/", *environ["PATH_INFO"].split("/", 3)[1:], "", "", "")[:4]
        if top != "assets" or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return wsgi_app(environ, start_response)
        try:
            found = assets.get(path)
        except KeyError:
            return wsgi_app(environ, start_response)
        takes_gzip = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, body = found.answer(is_fresh=digest == found.digest, takes_gzip=takes_gzip)
        secured = security_headers(get_host(environ), is_https)
        start_response("200 OK", [*headers, *secured])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return app


@lru_cache(maxsize=64)  # browsers hardly differ in it
def _takes_gzip(accepted: str) -> bool:
    return parse_accept_header(accepted)["gzip"] > 0
