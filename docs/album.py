"""Photographs pages in both colour schemes, small on disk, and writes the page that shows them all."""

import io
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.journeys.driving import LAPTOP

COLOURS = 48
TABLET = {"width": 820, "height": 1180}
SCHEMES: tuple[str, ...] = ("light", "dark")
KINDS = {"phone": "Phone", "screen": "Screen", "console": "Console", "desk": "Duty desk", "report": "Report"}
WIDTHS = {"phone": "240", "tablet": "280"}
"""How wide a picture is shown, where that is not half the page."""
HEAD = """# Every page, as it looks

One workshop from the code on the wall to the report, on phones (360 × 800), the screen (1920 × 1080) and
the console (1366 × 768, and a tablet held upright), each in light and dark. The hour is played in a real
browser by [take_screenshots.py](take_screenshots.py), which also writes this page: run it after a change
that people see.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture in both schemes. `name`: kind, phase and what is special; `words`: what to see."""

    name: str
    words: str

    @property
    def kind(self) -> str:
        return self.name.split("-")[0]

    @property
    def width(self) -> str:
        return WIDTHS.get("tablet" if self.name.endswith("-tablet") else self.kind, "49%")

    def markdown(self) -> str:
        """The picture twice, with its line."""
        images = " ".join(
            f'<img src="screenshots/{self.name}-{scheme}.png" width="{self.width}" alt="{words}">'
            for scheme, words in zip(SCHEMES, (self.words, "The same in the dark"), strict=True)
        )
        return f"**{KINDS[self.kind]}.** {self.words}\n\n{images}\n"


# A picture is drawn in turns; the time that is left never stands still.
UNTIL_STILL = """() => new Promise((done) => {
  let waiting = setTimeout(done, 300);
  setTimeout(done, 5_000);
  const isTime = ({ target }) => (target.closest ? target : target.parentElement)?.closest("[role=timer]");
  new MutationObserver((list) => {
    if (list.every(isTime)) return;
    clearTimeout(waiting);
    waiting = setTimeout(done, 300);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
})"""


class Album:
    """The pictures of one run. They are packed beside the taking, in a process of their own."""

    def __init__(self, folder: Path, page: Path | None) -> None:
        """`page`: where to write the page that shows them, if anywhere."""
        self._folder = folder
        self._page = page
        self._sections: list[tuple[str, list[Shot]]] = []
        self._packing = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
        self._packed: list[Future[int]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def section(self, title: str) -> None:
        self._sections.append((title, []))

    def take(
        self, page: Page, name: str, words: str, *, media: str = "screen", at: Locator | None = None
    ) -> None:
        """The page in each scheme, from its top or from `at`."""
        shot = Shot(name=name, words=words)
        self._sections[-1][1].append(shot)
        page.evaluate(UNTIL_STILL)
        page.evaluate("scrollTo(0, 0)")
        if at:
            at.evaluate("element => { element.scrollIntoView(); scrollBy(0, -90) }")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
            taken = page.screenshot(animations="disabled")
            self._packed.append(self._packing.submit(pack, taken, self._folder / f"{name}-{scheme}.png"))
        page.emulate_media(color_scheme="light", media="screen")

    def take_both(self, page: Page, name: str, words: str) -> None:
        """The console on a laptop, and on a tablet held upright."""
        self.take(page, name, words)
        with resized(page, TABLET):
            self.take(page, f"{name}-tablet", "The same on a tablet")

    def close(self) -> str:
        """Wait for the last picture, drop those of earlier runs, write the page; says what there is."""
        size = sum(packed.result() for packed in self._packed)
        self._packing.shutdown()
        shots = [shot for _, some in self._sections for shot in some]
        kept = {f"{shot.name}-{scheme}.png" for shot in shots for scheme in SCHEMES}
        for path in self._folder.glob("*.png"):
            if path.name not in kept:
                path.unlink()
        if self._page:
            self._page.write_text(self._markdown(), encoding="utf-8")
        return f"{len(kept)} pictures, {size // 1000} kB, in {self._folder}"

    def _markdown(self) -> str:
        parts = [HEAD]
        for title, shots in self._sections:
            parts += [f"## {title}\n", *(shot.markdown() for shot in shots)]
        return "\n".join(parts)


def pack(taken: bytes, path: Path) -> int:
    """Keep a picture with few colours; gives its size in bytes."""
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    # An octree keeps the colours of small things, such as an agency's badge; a median cut drops them.
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path.stat().st_size


@contextmanager
def resized(page: Page, size: dict[str, int]) -> Iterator[None]:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    yield
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
