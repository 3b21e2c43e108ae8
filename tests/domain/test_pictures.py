"""A picture that is painted on an earlier one saves work, and nothing else."""

from random import Random

import pytest

from app.domain.views.pictures import Painted, picture
from tests.family import SMALL
from tests.histories import history
from tests.people import ONE_TABLE, TWO_TABLES


@pytest.mark.parametrize("seed", range(4))
def test_V1_a_picture_painted_on_an_earlier_one_is_the_same_picture(seed: int) -> None:
    """Whichever it is: just before, long before, of another table, even of another workshop."""
    rng = Random(seed)
    layout = (ONE_TABLE, TWO_TABLES)[seed % 2]
    earlier = [
        Painted(scenario=SMALL, table=table, value=picture(step.after, table))
        for step in history(SMALL, layout, Random(f"another {seed}"), steps=220)
        for table in step.after.tables.values()
    ]
    kept = 0
    for step in history(SMALL, layout, rng, steps=220):
        for table in step.after.tables.values():
            anew = picture(step.after, table)
            for one in (*rng.sample(earlier, 4), *earlier[-2:]):
                painted = picture(step.after, table, one)
                assert painted == anew
                kept += sum(fact is one.value["facts"].get(id) for id, fact in painted["facts"].items())
            earlier.append(Painted(scenario=SMALL, table=table, value=anew))
    assert kept > 10
