"""The barriers' categories: each has its row, and no two are told alike."""

from app.domain.scenario import BarrierCategory
from app.domain.taxonomy import CATEGORIES


def test_D1_every_category_has_a_name_and_a_meaning_of_its_own() -> None:
    assert list(CATEGORIES) == list(BarrierCategory)
    texts = [text for pair in CATEGORIES.values() for text in pair]
    assert all(texts)
    assert len(set(texts)) == len(texts)
