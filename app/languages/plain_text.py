"""Text that shows what it says: nothing unseen in it turns it about or breaks it. Rule: P9.

A right-to-left override makes a name, or a fact, read as something else than was written. Such controls and
the control characters of old terminals are taken out of what people type; they come in unnoticed, with text
that was copied. What scripts and emoji are made of stays: joiners, variation signs, left-to-right and
right-to-left marks. Source: Unicode Standard Annex 9, Technical Report 36.
"""

import unicodedata

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates, with what ends them."""
_OUTDATED = frozenset("\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb")
_BREAKS = dict.fromkeys("\t\v\f\x85\u2028\u2029", " ")


def plain(text: str) -> str:
    """The text without what is hidden in it; a tab or an odd line break is a space, `\\n` stays."""
    shown = (_BREAKS.get(letter, letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(letter for letter in shown if not is_hidden(letter))


def is_hidden(letter: str) -> bool:
    """Whether a character would turn a text about, or cannot be shown at all."""
    if letter in _TURNING or letter in _OUTDATED or _is_no_character(ord(letter)):
        return True
    return letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs")


def _is_no_character(code: int) -> bool:
    """Whether Unicode keeps this code free of meaning for ever; XML, and so a workbook, refuses some."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
