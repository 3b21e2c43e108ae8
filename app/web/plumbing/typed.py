"""What people type into a form: one line as it is kept, or what is wrong with it."""

from marshmallow import ValidationError

from app.messages.kept_text import FarTooLong, clean
from app.messages.sentences import sentence


def read_line(typed: str, longest: int, too_long: str) -> tuple[str, str]:
    """The line as it is kept, and the sentence for what is wrong with it: `too_long` is the code of one."""
    try:
        line = " ".join(clean(typed, longest).split())
    except FarTooLong:
        return "", sentence(too_long, {"longest": longest})
    except ValidationError:
        return "", sentence("bad_request")
    return (line, "") if len(line) <= longest else ("", sentence(too_long, {"longest": longest}))
