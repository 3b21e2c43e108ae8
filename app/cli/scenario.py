"""`scenario`: check and describe scenario files."""

from collections.abc import Sequence
from pathlib import Path

import click

from app.scenarios import check, json_schema
from app.scenarios.check_report import as_json, as_text
from app.scenarios.simulate_report import played, simulation_as_json, simulation_as_text


@click.group()
def scenario() -> None:
    """Check and describe scenario files."""


in_form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)


@scenario.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@in_form
@click.pass_context
def check_scenarios(context: click.Context, files: Sequence[Path], form: str) -> None:
    """Find every problem in scenario files, and prove that a table can solve them.

    The exit code is 1 when a file has an error; warnings and advice leave it 0.
    """
    checks = [check(file) for file in files]
    click.echo(as_json(checks) if form == "json" else as_text(checks))
    context.exit(1 if any(one.has_errors for one in checks) else 0)


@scenario.command(name="simulate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--meetings", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same numbers.")
@in_form
@click.pass_context
def simulate_meetings(context: click.Context, file: Path, meetings: int, seed: int, form: str) -> None:
    """Play a scenario many times by a model of how meetings talk: what tables would find, and what closes it.

    For each table size: unaided talk, asking in a second round, good and thorough sharing. The numbers are a
    model's (docs/scenario-format.md). The exit code is 1 when the file has an error.
    """
    checked = check(file)
    if checked.has_errors or checked.scenario is None:
        click.echo(as_text([checked]))
        context.exit(1)
    results = played(checked.scenario, meetings=meetings, seed=seed)
    write = simulation_as_json if form == "json" else simulation_as_text
    click.echo(write(checked.scenario, results, seed))


@scenario.command(name="schema")
def scenario_schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while you type."""
    click.echo(json_schema(), nl=False)
