"""Text people type, as it is kept: composed, trimmed, and free of characters that mislead."""

import unicodedata

from marshmallow import ValidationError

from app.languages.plain_text import plain

TYPED_PER_KEPT = 8
"""A letter that is kept as one may be typed as several: accents one by one, hidden characters between."""


class FarTooLong(ValidationError):
    """Text so long that not even cleaned it could be short enough."""


def clean(text: str, longest: int) -> str:
    """Text as it is kept: without hidden characters, trimmed, composed. Rule: P9.

    Raises ValidationError for half of a character, which is no text, and FarTooLong before it looks at what
    is many times the length kept: composing takes time that grows with the square of a run of accents.
    """
    if len(text) > TYPED_PER_KEPT * longest:
        raise FarTooLong(f"more than {TYPED_PER_KEPT} times {longest} characters")
    if any(unicodedata.category(letter) == "Cs" for letter in text):
        raise ValidationError("half of a character")
    return unicodedata.normalize("NFC", plain(text)).strip()
