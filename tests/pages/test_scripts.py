"""The pages' pure modules, tried in node; each arrives as the server sends it."""

from pathlib import Path

from tests.pages.in_node import keep_their_promises

PURE = (
    "wire/view_store",
    "wire/clock",
    "kept/outbox",
    "kept/shelf",
    "kept/device",
    "kept/drafts",
    "wire/ids",
    "parts/if_then",
    "languages/tongue",
    "phone/announcer",
    "phone/away",
    "phone/health",
    "phone/missed",
)


def test_the_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    keep_their_promises(PURE, "pure.test.mjs", tmp_path)


def test_an_hour_again_keeps_its_promises(tmp_path: Path) -> None:
    keep_their_promises(("replay/hour", "replay/words"), "replay.test.mjs", tmp_path)
