"""Passphrases: hashed slowly, checked as slowly for a name that nobody has."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.access.slow_work import RunInThread, at_once

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's floor for argon2id


def hash_passphrase(passphrase: str, run_in_thread: "RunInThread[str]" = at_once) -> str:
    return run_in_thread(lambda: _HASHER.hash(passphrase))


def check_passphrase(kept: str | None, passphrase: str, run_in_thread: "RunInThread[bool]" = at_once) -> bool:
    """Whether it is the one; an unknown facilitator (None) takes as long to refuse as a wrong passphrase."""

    def check() -> bool:
        return _is_of(kept or _NOBODYS, passphrase) and kept is not None

    return run_in_thread(check)


def _is_of(kept: str, passphrase: str) -> bool:
    try:
        return _HASHER.verify(kept, passphrase)
    except VerifyMismatchError:
        return False
    except InvalidHashError:  # kept for who has no passphrase: refusing them must take as long as others
        _is_of(_NOBODYS, passphrase)
        return False


_NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$YnV0dG9uLWZhbWlseS1ub25l$9cV3r6b3a1cVbGkHnYVnq0r5w2C0nS8j8m3u0mB1n5E"
)
