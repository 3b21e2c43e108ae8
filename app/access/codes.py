"""Join codes and fresh ids: what people type, and what nobody could guess."""

import secrets
import unicodedata

CODE_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """Six symbols none of which looks like another: 31**6, 29.7 bits."""
    return "".join(secrets.choice(CODE_SYMBOLS) for _ in range(CODE_LENGTH))


def normal_code(text: str) -> str | None:
    """A code as it is kept, from what somebody typed: case, spaces and hyphens do not matter."""
    letters = unicodedata.normalize("NFKC", text[:64]).upper()
    code = "".join(
        letter for letter in letters if unicodedata.category(letter) not in ("Zs", "Cc", "Cf", "Pd")
    )
    return code if len(code) == CODE_LENGTH and all(symbol in CODE_SYMBOLS for symbol in code) else None


def new_id(prefix: str = "") -> str:
    """A fresh id of 96 random bits that fits in a URL and in `messages`' pattern for ids."""
    return prefix + secrets.token_urlsafe(12)
