"""Networks of a test's own."""

from collections.abc import Iterator
from functools import partial

import pytest

from tests.shell.namespaces import Ip, network_alone, run_ip


@pytest.fixture
def inside() -> Iterator[str]:
    """The name of a network with nothing in it but the loopback."""
    yield from network_alone()


@pytest.fixture
def network(inside: str) -> Ip:
    """Speaks `ip` in that network."""
    return partial(run_ip, "-n", inside)
