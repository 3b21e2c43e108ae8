"""Ids that a device makes: by chance, as docs/protocol.md asks."""

import secrets


def new_id() -> str:
    return secrets.token_urlsafe(18)
