"""`words`: texts and their translations, brought up to date and checked."""

import click

from app.domain.taxonomy import CATEGORIES
from app.exports.vocabulary import SPOKEN
from app.languages import catalogues
from app.messages.sentences import SENTENCES
from app.scenarios import CATALOGUE
from app.web.authoring.labels import FIELDS, WORDS
from app.web.facilitator.own_addresses import KINDS
from app.web.report.pages import FILES, SEPARATED


def words_in_tables() -> list[tuple[str, str]]:
    """The texts that stand in tables instead of beside `gettext`: the file of each, and its words."""
    return [
        *(("app/messages/sentences.py", text) for text in SENTENCES.values()),
        *(("app/domain/taxonomy.py", text) for pair in CATEGORIES.values() for text in pair),
        *(("app/exports/vocabulary.py", text) for text in SPOKEN),
        *(("app/scenarios/flaws.py", kind.mend) for kind in CATALOGUE.values()),
        *(("app/web/report/pages.py", text) for file in FILES for text in (file.label, file.words)),
        *(("app/web/report/pages.py", text) for text in SEPARATED.values()),
        *(("app/web/authoring/labels.py", text) for table in (FIELDS, WORDS) for text in table.values()),
        *(("app/web/facilitator/own_addresses.py", text) for text in KINDS.values()),
    ]


@click.group()
def words() -> None:
    """Texts and their translations: update the catalogues, and check them."""


@words.command(name="extract")
def extract_words() -> None:
    """Write down every text of the program, and bring each language's catalogue up to it."""
    for line in catalogues.extract(words_in_tables()):
        click.echo(line)


@words.command(name="check")
@click.pass_context
def check_words(context: click.Context) -> None:
    """Say which texts are missing in which language, or name other placeholders than the English.

    The exit code is 1 when there is something to say.
    """
    flaws = list(catalogues.flaws(words_in_tables()))
    for flaw in flaws:
        click.echo(flaw)
    context.exit(1 if flaws else 0)
