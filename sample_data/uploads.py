"""Builds ``sample_data/uploads``: one sound workbook and six wrong ones, to try what the program says about them.

Run ``python -m sample_data.uploads`` after a change of the templates; the files are committed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sample_data import collective, employment
from sample_data.generate import SEED, draw_county
from services.templates import ReportingScheme, sheet_to_write, shipped_scheme, write_report

FOLDER = Path(__file__).parent / "uploads"
TOWNSHIP, YEAR, MONTH = "532323104000", 2023, 6  # 凤屯镇 has not handed in June
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
    rng = np.random.default_rng([SEED, YEAR, MONTH])
    jobs = employment.month_rows(rng, county.working, county.names, YEAR, MONTH)
    income = collective.month_rows(county.earning, county.names, YEAR, MONTH)
    villages = [code for code in county.names if code[:9] == TOWNSHIP[:9]]
    sound = [jobs[code] for code in villages]
    total = employment.total_of(sound)
    off = total | {"transfer_total": int(total["transfer_total"] or 0) + 9}
    return {
        "0正确_凤屯镇2023年6月.xlsx": _workbook(scheme, sound, total, income=[income[code] for code in villages]),
        "1合计不符_凤屯镇2023年6月.xlsx": _workbook(scheme, sound, off),
        "2文字充数字_凤屯镇2023年6月.xlsx": _workbook(
            scheme, _with(sound, {2: ("labour_force", "约800"), 4: ("trained", "12.5.3")})
        ),
        "3外单位地名_凤屯镇2023年6月.xlsx": _workbook(scheme, _with(sound, {3: ("region", "官河村民委员会")})),
        "4地名不明_凤屯镇2023年6月.xlsx": _workbook(scheme, _with(sound, {1: ("region", "腊弯村民委员会")})),
        # The title and the hidden tab say June, the name says May.
        "5报告期不一_凤屯镇2023年5月.xlsx": _workbook(scheme, sound, total),
        "6实为网页_凤屯镇2023年6月.xls": _HTML.encode(),
    }


def _workbook(
    scheme: ReportingScheme, rows: Rows, total: employment.Row | None = None, income: list[collective.Row] | None = None
) -> bytes:
    period = f"{YEAR}-{MONTH:02d}"
    sheets = [sheet_to_write(scheme, "employment", TOWNSHIP, period, rows=rows, total=total)]
    if income is not None:
        sheets.append(sheet_to_write(scheme, "collective_economy", TOWNSHIP, period, rows=income))
    return write_report(sheets)


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
