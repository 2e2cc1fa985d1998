"""Stage 2 for xlsx: values from calamine, everything that calamine does not tell from the markup."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data_access.reading import elements, markup
from data_access.reading.answer import Answer, hidden_spans
from data_access.reading.archive import Archive
from data_access.reading.marks import LAST_COLUMN, LAST_ROW, Marks
from data_access.reading.package import SheetPart, has_picture, sheet_parts, style_formats
from data_access.reading.plain_values import only_plain_values
from data_access.reading.unreadable import damaged

_MARKUP_SHARE = 0.3
_FEW_STYLES = 100


def read(content: bytes, archive: Archive, answer: Answer) -> None:
    """Sends every worksheet of the workbook; ``UnreadableError`` if the file cannot be taken."""
    sheets = sheet_parts(archive)
    marked = _Looked(archive, answer)
    marked.other_parts(sheets)
    formats = style_formats(archive)
    parts = dict.fromkeys(sheet.part for sheet in sheets if sheet.part)
    marks = {part: marked.worksheet(part, formats) for part in parts}
    try:
        _send_sheets(content, archive, answer, sheets, marks)
    except (CalamineError, OSError) as fault:
        raise damaged("工作表的内容不完整或已损坏。") from fault


def _send_sheets(content: bytes, archive: Archive, answer: Answer, sheets: list[SheetPart], marks: dict[str, Marks]) -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    listed = workbook.sheets_metadata
    if len(listed) != len(sheets):
        raise damaged("文件不完整：缺少工作表的内容。")
    for index, (entry, sheet) in enumerate(zip(listed, sheets, strict=True)):
        if entry.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.part is None:
            raise damaged(f"文件不完整：缺少工作表“{sheet.name[:31]}”的内容。")
        found = marks[sheet.part]
        grid = workbook.get_sheet_by_index(index)
        hidden = entry.visible != SheetVisibleEnum.Visible
        answer.worksheet(entry.name, hidden=hidden, marks=found, has_pictures=has_picture(archive, sheet.part))
        # Making the grid took about half of what the sheet takes.
        _send_rows(grid, found, answer, (_share(index + 0.5, len(sheets)), _share(index + 1, len(sheets))))


def _share(sheets_done: float, sheets: int) -> float:
    return _MARKUP_SHARE + (1 - _MARKUP_SHARE) * sheets_done / sheets


def _send_rows(grid: CalamineSheet, marks: Marks, answer: Answer, shares: tuple[float, float]) -> None:
    start, end = grid.start, grid.end
    if start is None or end is None:
        return
    if end[0] >= LAST_ROW or end[1] >= LAST_COLUMN:
        raise damaged("工作表中的单元格地址超出表格范围。")
    answer.rows(_whole_rows(grid, start[1]), hidden_spans(marks, *end), count=end[0] + 1, shares=shares)


def _whole_rows(grid: CalamineSheet, first_column: int) -> Iterator[list[Any]]:
    """Rows from row 0 and column 0 on."""
    before = [None] * first_column
    return (before + row for row in grid.iter_rows()) if before else grid.iter_rows()


class _Looked:
    """Looks through the parts of the archive, telling how far it has come."""

    def __init__(self, archive: Archive, answer: Answer) -> None:
        self._archive = archive
        self._answer = answer
        self._seen = 0

    def other_parts(self, sheets: list[SheetPart]) -> None:
        """Unpacks every XML part that is no worksheet once: sizes, checksums, declarations."""
        worksheets = {sheet.part for sheet in sheets}
        for name in self._archive:
            if name not in worksheets and name.endswith((".xml", ".rels", ".vml")):
                for _ in self._chunks(name):
                    pass

    def worksheet(self, part: str, formats: dict[int, str]) -> Marks:
        """The marks of one worksheet, by the quick way where it can."""
        found = self._scanned(part, formats)
        found.seen_rows = bytearray()  # a megabyte for each of a thousand worksheets
        return found

    def _scanned(self, part: str, formats: dict[int, str]) -> Marks:
        if len(formats) > _FEW_STYLES:  # each is a search of its own
            return elements.scan(self._chunks(part), formats)
        try:
            return markup.scan(self._chunks(part), formats)
        except markup.UncommonError:
            return elements.scan(only_plain_values(self._archive.chunks(part)), formats)

    def _chunks(self, name: str) -> Iterator[bytes]:
        for piece in only_plain_values(self._archive.chunks(name)):
            self._seen += len(piece)
            yield piece
            if len(piece) > 500_000:
                self._answer.progress(min(_MARKUP_SHARE, _MARKUP_SHARE * self._seen / max(self._archive.unpacked_bytes, 1)))
