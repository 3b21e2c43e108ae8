"""Static files: each whole and compressed, under an address that changes with its content.

A script comes together with everything it imports, a style sheet with its sheets, so a page needs one
request for each and the browser may keep them for ever. Nothing is written to disk: the texts are put
together in memory when they are first asked for.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from app.assets.scripts import vendored, whole_script
from app.assets.styles import whole_sheet
from app.languages.speaking import SOURCE, known, spoken

STATIC = Path(__file__).resolve().parent.parent / "static"
KEPT_FOR_S = 365 * 24 * 3600
MIN_COMPRESSED = 512
TEXT_TYPES = ("text/", "application/json", "image/svg+xml")

AFTER = {"js/picture.js": "js/phone.js", "js/phone/later.js": "js/phone.js"}
"""Scripts that a page fetches once another one runs: they come without the modules that it has brought."""

_TRANSLATED = re.compile(r"(?P<language>[a-z]{2,3})/(?P<script>js/.+\.js)")


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
