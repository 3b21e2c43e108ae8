"""Plain values of YAML: what a word, a number or nothing stands for."""

import re

from ruamel.yaml.events import AliasEvent, ScalarEvent

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def nothing(event: AliasEvent) -> ScalarEvent:
    """What stands for a part that would be repeated: nothing grows."""
    return ScalarEvent(None, None, (True, False), "", event.start_mark, event.end_mark)


def scalar(event: ScalarEvent) -> object:
    """A plain scalar by the core rules of YAML 1.2; dates and everything quoted stay text."""
    text: str = event.value
    if event.style is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
