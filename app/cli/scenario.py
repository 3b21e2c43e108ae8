"""`scenario`: check and describe scenario files."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from app.scenarios import check, check_all, json_schema
from app.scenarios.check_report import as_json, as_text
from app.scenarios.checks import SHIPPED
from app.scenarios.difference import differences
from app.scenarios.reference import reference
from app.scenarios.simulate_report import played, simulation_as_json, simulation_as_text
from app.scenarios.skeleton import SIZES, file_name, skeleton


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
    checks = check_all(files)
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


@scenario.command(name="new")
@click.argument("name")
@click.option("--roles", type=click.Choice([str(size) for size in SIZES]), default="6", show_default=True)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=SHIPPED,
    help="Where the file is written; the program's own scenarios folder without it.",
)
def new_scenario(name: str, roles: str, folder: Path) -> None:
    """Write a new scenario file that passes the check, for you to write over.

    NAME is the family's or the place's, such as "Meadow Lane": the title, and the name of the file.
    """
    try:
        path = folder / file_name(name)
        text = skeleton(name, int(roles))
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem
    except FileExistsError as problem:
        raise click.ClickException(f"{path} is there already. Choose another name.") from problem
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}.") from problem
    click.echo(f"{path} is written, and passes the check. Write over its texts, and after each part type:")
    click.echo(f"  python3 run.py scenario check {path}")


@scenario.command(name="diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@in_form
@click.pass_context
def diff_scenarios(context: click.Context, before: Path, after: Path, form: str) -> None:
    """Say what is different between two scenario files, by what it means to whoever plays them.

    The exit code is 0 when they say the same, 1 when not, 2 when one of them cannot be read.
    """
    checks = [check(path) for path in (before, after)]
    one, other = (found.scenario for found in checks)
    if one is None or other is None:
        click.echo(as_text([found for found in checks if found.scenario is None]), err=True)
        context.exit(2)
    found = differences(one, other)
    if form == "json":
        plain = [{"about": change.about, "what": change.what} for change in found]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(change.what for change in found) or "Both say the same.")
    context.exit(1 if found else 0)


@scenario.command(name="reference")
def scenario_reference() -> None:
    """Print every key of scenario files and every flaw of the check: docs/scenario-reference.md."""
    click.echo(reference(), nl=False)
