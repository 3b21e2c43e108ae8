"""Join codes and fresh ids: what people type, and what nobody could guess."""

import hashlib
import secrets
import unicodedata

CODE_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
WIDER = 0xFEE0
"""How far a full-width sign stands from the plain one."""


def new_code() -> str:
    """Six symbols none of which looks like another: 31**6, 29.7 bits."""
    return "".join(secrets.choice(CODE_SYMBOLS) for _ in range(CODE_LENGTH))


def normal_code(text: str) -> str | None:
    """A code as it is kept, from what somebody typed: capitals, spaces, hyphens, full stops do not matter."""
    letters = unicodedata.normalize("NFKC", text[:64]).upper()
    code = "".join(letter for letter in letters if letter.isalnum())
    return code if len(code) == CODE_LENGTH and all(symbol in CODE_SYMBOLS for symbol in code) else None


def code_pattern() -> str:
    """What a form's field takes for a code: six of its symbols, full-width ones too, whatever is between."""
    wide = "".join(chr(ord(symbol) + WIDER) for symbol in CODE_SYMBOLS + CODE_SYMBOLS.lower())
    symbols = f"[{CODE_SYMBOLS}{CODE_SYMBOLS.lower()}{wide}]"
    between = rf"[^0-9A-Za-z{chr(ord('0') + WIDER)}-{chr(ord('z') + WIDER)}]*"
    return f"{between}({symbols}{between}){{{CODE_LENGTH}}}"


def route_of(workshop_id: str) -> str:
    """What names a workshop in the address of a socket, so that a proxy sends all its sockets to one process.

    No secret, and no id: it is in proxies' logs.
    """
    return hashlib.blake2s(workshop_id.encode(), digest_size=6).hexdigest()


def new_id(prefix: str = "") -> str:
    """A fresh id of 96 random bits that fits in a URL and in `messages`' pattern for ids."""
    return prefix + secrets.token_urlsafe(12)
