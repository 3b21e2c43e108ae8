"""How much text the server puts into one form, and so how long it is busy with it."""

import unicodedata
from typing import Any

import pytest


def watch_composing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each text was that was composed, from now on."""
    lengths: list[int] = []
    normalize = unicodedata.normalize

    def watched(form: Any, text: str) -> str:
        lengths.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    return lengths
