"""Builds ``sample_data/uploads``: one sound workbook and some wrong ones, to try what the program says about them.

Run ``python -m sample_data.uploads`` after a change of the templates; the files are committed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from sample_data import departments, employment
from sample_data.generate import SEED, draw_county, region_rows, rows_of
from services.templates import ReportingScheme, sheet_to_write, shipped_scheme, write_report

FOLDER = Path(__file__).parent / "uploads"
TOWNSHIP, YEAR, MONTH = "532323104000", 2023, 6  # 凤屯镇 has not handed in June
PERIOD = f"{YEAR}-{MONTH:02d}"
PURCHASES, TASKS = "dept:gxsj", "dept:rjb"
STRANGER, STRANGER_NAME = "532323201000", "蟠猫乡"
_HTML = """<html><head><meta charset="utf-8"></head><body><table border="1">
<tr><td colspan="3">牟定县凤屯镇2023年6月农村劳动力转移就业月报表</td></tr>
<tr><td>行政区划</td><td>农村劳动力资源数</td><td>转移就业人数</td></tr>
<tr><td>飒马场村民委员会</td><td>812</td><td>603</td></tr>
</table></body></html>
"""

Rows = list[employment.Row]


def upload_files(scheme: ReportingScheme) -> dict[str, bytes]:
    """File name → content of every workbook of the folder."""
    county = draw_county(scheme, 4000, SEED)
    township = next(region for region in county.townships if region.code == TOWNSHIP)
    rng = np.random.default_rng([SEED, YEAR, MONTH])
    owed = rows_of(county, township, region_rows(county, rng, YEAR, MONTH))
    sound = owed["employment"]
    total = employment.total_of(sound)
    off = total | {"transfer_total": int(total["transfer_total"] or 0) + 9}
    from_bureaus = departments.month_rows(county.bureaus, YEAR, MONTH)
    return {
        "0正确_凤屯镇2023年6月.xlsx": _workbook(scheme, owed, total),
        "1合计不符_凤屯镇2023年6月.xlsx": _jobs(scheme, sound, off),
        "2文字充数字_凤屯镇2023年6月.xlsx": _jobs(
            scheme, _with(sound, {2: ("labour_force", "约800"), 4: ("trained", "12.5.3")})
        ),
        "3外单位地名_凤屯镇2023年6月.xlsx": _jobs(scheme, _with(sound, {3: ("region", "官河村民委员会")})),
        "4地名不明_凤屯镇2023年6月.xlsx": _jobs(scheme, _with(sound, {1: ("region", "腊弯村民委员会")})),
        # The title and the hidden tab say June, the name says May.
        "5报告期不一_凤屯镇2023年5月.xlsx": _jobs(scheme, sound, total),
        "6实为网页_凤屯镇2023年6月.xls": _HTML.encode(),
        "7本月大于累计_县工业信息化商务科技局2023年6月.xlsx": _purchases(scheme, from_bureaus[PURCHASES]["consumption"]),
        "8不应由乡镇报送_蟠猫乡2023年6月.xlsx": _foreign_tasks(scheme, from_bureaus[TASKS]["key_tasks"]),
    }


def _jobs(scheme: ReportingScheme, rows: Rows, total: employment.Row | None = None) -> bytes:
    return _workbook(scheme, {"employment": rows}, total)


def _workbook(scheme: ReportingScheme, rows: Mapping[str, Rows], total: employment.Row | None) -> bytes:
    """A township's workbook; ``total`` is the 合计 row of employment."""
    totals = {"employment": total}
    return write_report(
        [sheet_to_write(scheme, sheet, TOWNSHIP, PERIOD, rows=mine, total=totals.get(sheet)) for sheet, mine in rows.items()]
    )


def _purchases(scheme: ReportingScheme, rows: Rows) -> bytes:
    """In the third row the month is 5 万元 above the year so far."""
    spoilt = [dict(row) for row in rows]
    spoilt[2]["amount_month"] = round(float(spoilt[2]["amount_ytd"] or 0) + 5, 2)
    return write_report([sheet_to_write(scheme, "consumption", PURCHASES, PERIOD, rows=spoilt)])


def _foreign_tasks(scheme: ReportingScheme, rows: Rows) -> bytes:
    """A township's own lines of a department's sheet, under the name of the township."""
    mine = [row for row in rows if row["region"] == STRANGER_NAME]
    sheet = sheet_to_write(scheme, "key_tasks", TASKS, PERIOD, rows=mine)
    return write_report([replace(sheet, place=f"牟定县{STRANGER_NAME}", reporter=STRANGER, reporter_name=STRANGER_NAME)])


def _with(rows: Rows, spoilt: dict[int, tuple[str, str]]) -> Rows:
    """The rows with single cells replaced: position → field and text."""
    copies = [dict(row) for row in rows]
    for position, (field, text) in spoilt.items():
        copies[position][field] = text
    return copies


def write_uploads(folder: Path = FOLDER) -> None:
    """Writes the files (the README beside them is written by hand)."""
    for name, content in upload_files(shipped_scheme("mouding-2023")).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write_uploads()
