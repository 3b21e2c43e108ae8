"""What was not run for want of an engine is listed by name at the end."""

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT

ASKED = "tests/journeys/test_other_engines.py"


@pytest.mark.slow
def test_the_summary_lists_each_test_that_another_engine_would_have_run() -> None:
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", ASKED]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    for engine, package in (("firefox", "firefox-esr"), ("webkit", "webkit2gtk-driver and xvfb")):
        assert f"not run: {engine}" in done.stdout
        line = next(one for one in done.stdout.splitlines() if one.startswith(ASKED) and f"[{engine}]" in one)
        assert line.endswith(f"Install {package} to run it.")
