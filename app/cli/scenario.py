"""`scenario`: check and describe scenario files."""

from collections.abc import Sequence
from pathlib import Path

import click

from app.scenarios import check, json_schema
from app.scenarios.check_report import as_json, as_text


@click.group()
def scenario() -> None:
    """Check and describe scenario files."""


@scenario.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
@click.pass_context
def check_scenarios(context: click.Context, files: Sequence[Path], form: str) -> None:
    """Find every flaw of scenario files, and prove that a table can solve them.

    The exit code is 1 when a file has an error; warnings and advice leave it 0.
    """
    checks = [check(file) for file in files]
    click.echo(as_json(checks) if form == "json" else as_text(checks))
    context.exit(1 if any(one.has_errors for one in checks) else 0)


@scenario.command(name="schema")
def scenario_schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while you type."""
    click.echo(json_schema(), nl=False)
