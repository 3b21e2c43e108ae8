"""The pages' pure modules, tried in node; each arrives as the server sends it."""

from pathlib import Path

from tests.pages.in_node import keep_their_promises

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
    "tongue",
    "phone/announcer",
    "phone/away",
    "phone/health",
    "phone/missed",
)


def test_the_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    keep_their_promises(PURE, "pure.test.mjs", tmp_path)
