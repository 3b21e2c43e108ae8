"""Cells of a sheet as a spreadsheet may have them, and the columns of a CSV file."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import Enum

Cell = str | int | float | None
Sheet = tuple[Sequence[str], Iterable[Sequence[Cell]]]

_FORMULA = re.compile(r"^[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Separator(Enum):
    """What parts columns: spreadsheets expect it by the country they are set to, and decimals go with it."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"

    @property
    def decimal(self) -> str:
        return "," if self is Separator.SEMICOLON else "."


def csv_of(sheet: Sheet, separator: Separator) -> bytes:
    head, rows = sheet
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator.value, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_written(safe(cell), separator) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: str | int | float, separator: Separator) -> str | int | float:
    """A number with a decimal comma is a text to the writer; a spreadsheet reads it as a number."""
    if separator.decimal == "." or not isinstance(cell, float):
        return cell
    return str(cell).replace(".", separator.decimal)


def safe(cell: Cell) -> str | int | float:
    """The cell as a spreadsheet may have it: a text is never a formula, nothing is empty."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    return "'" + text if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """A text without what no cell can hold."""
    return _CONTROL.sub("", text)
