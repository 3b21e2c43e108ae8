"""`rehearse`: a whole workshop played by bots, with its report, before people come.

What plays is imported when it is asked for: the process that serves has no use for it.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from app.config import ROOT
from app.domain.scenario import Scenario
from app.languages.speaking import speaking
from app.rehearsal.personas import PERSONAS, Persona
from app.scenarios import check
from app.scenarios.check_report import as_text
from app.scenarios.checks import SHIPPED

LINK = re.compile(r"Your console \(works once\):\s+(\S+)")
STOPS_WITHIN_S = 20
PEOPLE, MINUTES = 8, 1.5


@click.command()
@click.argument("file", default=str(SHIPPED / "button_family.yaml"), type=click.Path(path_type=Path))
@click.option(
    "--people", type=click.IntRange(1, 60), default=PEOPLE, show_default=True, help="How many come."
)
@click.option(
    "--minutes",
    type=click.FloatRange(0.2, 180),
    default=MINUTES,
    show_default=True,
    help="How long it takes; the workshop's own clock runs as its agenda plans.",
)
@click.option(
    "--persona",
    "chosen",
    multiple=True,
    metavar="ROLE=NAME",
    help=f"Who plays a role. Names: {', '.join(PERSONAS)}.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("rehearsal"),
    show_default=True,
    help="The folder for the report and its files.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed plays the same hour.")
@click.option(
    "--join",
    metavar="ADDRESS",
    default="",
    help="Don't lead: take part in a workshop that runs, until it is closed. What people join by, such "
    "as http://192.168.1.5:5000/join/ABC123.",
)
def rehearse(
    file: Path, people: int, minutes: float, chosen: Sequence[str], out: Path, seed: int, join: str
) -> None:
    """Play a whole workshop with bots over real sockets, and save the report and every other file.

    FILE is a scenario of the folder `scenarios`. The bots join, reveal, hold back, ask, link, write barriers
    and vote as people with different habits do (docs/rehearsal.md). Nothing of it is kept but the files.
    """
    checked = check(file)
    if checked.has_errors or checked.scenario is None:
        click.echo(as_text([checked]))
        raise click.ClickException("This scenario has errors and can't be played. Fix them first.")
    scenario = checked.scenario
    with speaking(scenario.language):
        if join:
            _take_part(join, scenario, people, seed)
            return
        if file.resolve().parent != SHIPPED:
            raise click.ClickException(f"Put {file.name} into the folder {SHIPPED.name} first.")
        personas = _personas(chosen, [role.id for role in scenario.roles])
        saved = _play(scenario, file, out, people=people, minutes=minutes, seed=seed, personas=personas)
    click.echo(f"\n{len(saved)} files in {out}:")
    for path in saved:
        click.echo(f"  {path.name}")


def _play(
    scenario: Scenario,
    file: Path,
    out: Path,
    *,
    people: int,
    minutes: float,
    seed: int,
    personas: Mapping[str, Persona],
) -> Sequence[Path]:
    import asyncio

    from app.rehearsal.hour import Hour, Wanted
    from app.rehearsal.line import Refused
    from app.rehearsal.story import Story
    from app.rehearsal.websocket import Gone

    planned = sum(phase.minutes for phase in scenario.agenda)
    wanted = Wanted(people=people, minutes=minutes, seed=seed, personas=personas)
    with served(max(1, round(planned / minutes))) as sign_in:
        hour = Hour("/".join(sign_in.split("/")[:3]), Story(scenario), wanted, click.echo)
        try:
            return asyncio.run(hour.play(sign_in, file.name, out))
        except (Refused, Gone, OSError, TimeoutError) as problem:
            why = problem or type(problem).__name__
            raise click.ClickException(f"The rehearsal stopped: {why}") from problem


def _take_part(address: str, scenario: Scenario, people: int, seed: int) -> None:
    import asyncio

    from app.rehearsal.guests import Guests
    from app.rehearsal.line import Refused
    from app.rehearsal.story import Story
    from app.rehearsal.websocket import Gone

    origin, _, code = address.partition("/join/")
    if not code:
        raise click.BadParameter("give the whole address, with its code.", param_hint="--join")
    guests = Guests(origin, code.strip("/"), Story(scenario), people=people, seed=seed)
    try:
        asyncio.run(guests.take_part(click.echo))
    except (Refused, Gone, OSError, TimeoutError) as problem:
        raise click.ClickException(f"Nobody could join at {address}: {problem}") from problem


def _personas(chosen: Sequence[str], roles: Sequence[str]) -> Mapping[str, Persona]:
    personas = {}
    for one in chosen:
        role, _, name = one.partition("=")
        if role not in roles:
            raise click.BadParameter(
                f"no role is called “{role}”. Roles: {', '.join(roles)}.", param_hint="--persona"
            )
        if name not in PERSONAS:
            raise click.BadParameter(
                f"no persona is called “{name}”. Names: {', '.join(PERSONAS)}.", param_hint="--persona"
            )
        personas[role] = PERSONAS[name]
    return personas


@contextmanager
def served(rate: int) -> Iterator[str]:
    """The app in a process of its own, on a free port of this computer and a database that goes with it.

    Gives the link that signs a facilitator in once.
    """
    kept = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    command = [
        sys.executable,
        str(ROOT / "run.py"),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(_free_port()),
    ]
    command += ["--database", str(kept / "rehearsal.sqlite3"), "--clock-rate", str(rate)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        yield _link_of(process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        shutil.rmtree(kept, ignore_errors=True)


def _link_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := LINK.search(line):
            return found[1]
    raise click.ClickException("The app didn't start:\n" + "".join(said))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])
