"""`test` and `bench`: check everything, measure everything."""

import subprocess
import sys
from collections.abc import Sequence

import click

from app.config import ROOT

EVERYTHING = ("--numprocesses", "auto")
FAST = (*EVERYTHING, "-m", "not browser and not slow")
"""Style, types, layers, rules, scenarios, doors, words, documents: what needs no browser and no server."""


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(context: click.Context, arguments: Sequence[str]) -> None:
    """Check everything, on all processors: style, types, layers, scripts, rules, pages in a browser.

    ARGUMENTS are pytest's, for instance: run.py test tests/domain -k reveal. With the one word `fast` it is
    only what needs neither a browser nor the app in a process of its own.
    """
    chosen = FAST if arguments == ("fast",) else arguments or EVERYTHING
    context.exit(subprocess.call([sys.executable, "-m", "pytest", *chosen], cwd=ROOT))


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def bench(context: click.Context, arguments: Sequence[str]) -> None:
    """Measure the real app against a bare broadcast (docs/benchmarks.md)."""
    context.exit(subprocess.call([sys.executable, str(ROOT / "bench/run.py"), *arguments], cwd=ROOT))
