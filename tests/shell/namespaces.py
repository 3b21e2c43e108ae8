"""Networks of a test's own: namespaces, with interfaces plugged in and out. Skips where none can be made."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import count

import pytest

Ip = Callable[..., str]
_numbers = count(1)


def run_ip(*words: str) -> str:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(done.stderr.strip())
    return done.stdout


def network_alone() -> Iterator[str]:
    """The name of a network with nothing in it but the loopback, as a fixture gives it."""
    if shutil.which("ip") is None:
        pytest.skip("no networks can be made here (`ip` is missing): which address is printed in them")
    name = f"button-{os.getpid()}-{next(_numbers)}"
    try:
        run_ip("netns", "add", name)
        run_ip("-n", name, "link", "set", "lo", "up")
        run_ip("-n", name, "link", "add", "try0", "type", "veth", "peer", "name", "try1")
        run_ip("-n", name, "link", "del", "try0")
    except OSError as refused:
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
        pytest.skip(f"no networks can be made here ({refused}): which address is printed in them")
    yield name
    run_ip("netns", "del", name)


def plug(ip: Ip, name: str, *addresses: str) -> None:
    """An interface that is up, with its other end in the same network."""
    ip("link", "add", name, "type", "veth", "peer", "name", f"{name}-far"[:15])
    for address in addresses:
        ip("addr", "add", address, "dev", name, *(["nodad"] if ":" in address else []))
    ip("link", "set", f"{name}-far"[:15], "up")
    ip("link", "set", name, "up")
