"""The commands people type, a module for each kind: serve (when none is given), doctor, test and others.

`run.py` comes in; it imports whatever a command needs, and nobody imports it.
"""

import click

from app.cli.checking import bench, test
from app.cli.doctor import doctor
from app.cli.rehearse import rehearse
from app.cli.scenario import scenario
from app.cli.serving import serve
from app.cli.words import words


class ServeByDefault(click.Group):
    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        names_no_command = not arguments or arguments[0].startswith("-")
        if names_no_command and arguments[:1] not in (["--help"], ["-h"]):
            arguments = ["serve", *arguments]
        return super().parse_args(context, arguments)


@click.group(
    cls=ServeByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, run.py serves: run.py --port 5001 is run.py serve --port 5001.",
)
def cli() -> None:
    """Facilitate the Button Family exercise: one picture of a family, from what each agency holds."""


for command in (serve, doctor, rehearse, test, bench, scenario, words):
    cli.add_command(command)
