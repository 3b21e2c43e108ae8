"""All sheets in one workbook (XLSX): opens right whatever country the spreadsheet is set to.

Texts are written as texts: nothing becomes a formula, a number or a link. The same report gives the same
bytes.
"""

import io
from datetime import UTC, datetime

import xlsxwriter

from app.domain.report.report import Report
from app.exports.cells import Cell, plain
from app.exports.csv_files import sheets

EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WIDEST = 60
"""Characters; what is longer goes on in the next line of its cell."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(report: Report) -> bytes:
    """The report's sheets, one beside the other, their heads frozen."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        book.set_properties({"created": EPOCH, "title": report.provenance.title})
        head_format = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, (head, rows) in sheets(report).items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            widths = [len(word) for word in head]
            sheet.write_row(0, 0, head, head_format)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, wrapped)
                    widths[column] = max(widths[column], len(str(cell or "")))
            for column, width in enumerate(widths):
                sheet.set_column(column, column, min(width, WIDEST) + 2)
    return held.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: xlsxwriter.format.Format
) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, plain(cell), style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)
