"""Flesch-Kincaid grade: how many years at school a text asks for. How it is measured here: docs/words.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WORDS_PER_SENTENCE, SYLLABLES_PER_WORD, OFFSET = 0.39, 11.8, 15.59
"""The formula of Kincaid, Fishburne, Rogers and Chissom (1975)."""

_PLACEHOLDER = re.compile(r"\{\w+\}")
_SENTENCE_END = re.compile(r"[.!?…]+[”’)]*(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_ES = re.compile(r"(?:[sxz]|ch|sh|ce|ge|[sc]e)es$|(?:[sxzcg]|ch|sh)es$")
_SYLLABIC_LE = re.compile(r"[^aeiouyl]les?$")


@dataclass(frozen=True, slots=True)
class Text:
    """What the formula counts."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Years at school: 7 is what a child of 12 reads with ease."""
        return (
            WORDS_PER_SENTENCE * self.words / self.sentences
            + SYLLABLES_PER_WORD * self.syllables / self.words
            - OFFSET
        )


def syllables(word: str) -> int:
    """How often a word's vowels sound, by rule; a number or a name of one letter counts as one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(plain))
    if _SYLLABIC_LE.search(plain):
        return max(groups, 1)
    if plain.endswith("es"):
        silent = not _SPOKEN_ES.search(plain)
    else:
        silent = bool(re.search(r"[^aeiouytd]ed$|[^aeiouy]e$", plain))
    return max(groups - silent, 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a placeholder is read as one short word."""
    return [
        one for one in (part.strip() for part in _SENTENCE_END.split(_PLACEHOLDER.sub("four", text))) if one
    ]


def words(text: str) -> list[str]:
    """The words of a text, contractions whole."""
    return _WORD.findall(text)


def measured(texts: Iterable[str]) -> Text:
    """All texts together; each begins a sentence of its own."""
    parts = [found for text in texts for one in sentences(text) if (found := words(one))]
    every = [word for part in parts for word in part]
    return Text(sentences=len(parts), words=len(every), syllables=sum(map(syllables, every)))
