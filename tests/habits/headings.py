"""Habits 51 and 52: how headings are written, merged and repeated; units in them; other years beside this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data_access.sheets.declaration import Field
from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp
from tests.intake.paper import Paper
from tests.intake.rows import declared
from tests.intake.wrong import Wrong, head, nowhere

Touch = Callable[[Paper, Form], None]

_AS_WRITTEN = {
    "a line break": "农村劳动力\n资源数",
    "a Windows line break": "农村劳动力\r\n资源数",
    "blanks nobody sees": "农村\xa0劳动力\u200b资源\u3000数",
    "full-width brackets": "农村劳动力资源数（人）",
    "half-width brackets": "农村劳动力资源数(人)",
    "square brackets": "农村劳动力资源数［人］",
    "heavy brackets": "农村劳动力资源数【人】",
    "shell brackets": "农村劳动力资源数〔人〕",
    "angle brackets": "农村劳动力资源数〈人〉",
    "单位 in brackets": "农村劳动力资源数(单位:人)",
    "单位 without brackets": "农村劳动力资源数 单位：人",
    "a unit behind a slash": "农村劳动力资源数/人",
    "a unit behind a colon": "农村劳动力资源数：人",
    "a unit behind 、": "农村劳动力资源数、人",
    "a unit on a line": "农村劳动力资源数\n人",
    "a unit behind a blank": "农村劳动力资源数 人",
    "名 for 人": "农村劳动力资源数（名）",
    "a star in front": "*农村劳动力资源数",
    "a star behind the unit": "农村劳动力资源数（人）*",
    "★": "★农村劳动力资源数",
    "必填": "农村劳动力资源数（必填）",
    "1. in front": "1.农村劳动力资源数",
    "一、 in front": "一、农村劳动力资源数",
    "a footnote": "农村劳动力资源数①",
    "a footnote behind the unit": "农村劳动力资源数（人）①",
    "quotation marks": "「农村劳动力资源数」",
    "tabs": "农村劳动力资源数\t",
}
_OTHERWISE = (
    "农村劳动力资源",
    "本村农村劳动力资源数",
    "农村劳动力资源数（截至月末）",
    "农村劳动力资源数（目标）",
    "农村劳动力资源总人数",
)
_UNITS = {
    "（万人）": "10000",
    "(百人)": "100",
    "（单位：千人）": "1000",
    " 万人": "10000",
    "/万人": "10000",
    "\n单位：百人": "100",
}
_OTHER_UNITS = ("（亩）", "（元）", "（户）", "（人/月）", "（万人次）", "（个百分点）")
_OTHER_YEARS = (
    ("2023", "2022"),
    ("2023年", "2022年"),
    ("本期", "上年同期"),
    ("本年累计", "本月"),
    ("累计", "本月"),
    ("本年", "上年"),
    ("2023年1-5月", "2022年1-5月"),
    ("2023年5月", "2022年5月"),
    ("2023年5月", "2023年4月"),
    ("本期", "年度目标"),
    ("完成数", "计划数"),
)
_BANNERS = ("2023", "2023年", "本月", "本年累计", "1—5月", "完成情况", "2023年5月")


def grouped(sheet: str, word: str) -> dict[str, tuple[str, ...]]:
    """A group over everything that counts."""

    def texts(entry: Field) -> tuple[str, ...]:
        own = tuple(text for text in (entry.heading, entry.subheading) if text)
        return (word, *own) if entry.is_numeric else own

    return {entry.name: texts(entry) for entry in declared(sheet).fields}


def _years_are_numbers(paper: Paper, form: Form) -> None:
    """2023 in a heading is a number with a point: 2023.0."""
    for at, value in paper.cells.items():
        if value in ("2023", "2022"):
            paper.cells[at] = float(value)


def _beside(own: str, other: str) -> Form:
    """Columns of another year, the month or a plan in front of those that are asked for."""
    extras = [
        Extra(
            heading=(other, declared("collective_economy").field(name).heading),
            before="operating",
            values=[99.5 + n for n in range(7)],
        )
        for name in ("operating", "total")
    ]
    return col(headings=grouped("collective_economy", own), depth=3, extras=extras)


def remerged(change: Callable[[Paper, Form, int, int], None]) -> Touch:
    """A last touch on the merged ranges, told where the heading begins and ends."""
    return lambda paper, form: change(paper, form, *form.heading_rows)


def _repeated(paper: Paper, form: Form, top: int, bottom: int) -> None:
    paper.merges = [block for block in paper.merges if block[0] != top]
    for name in ("transfer_out_province", "transfer_in_province", "transfer_in_county"):
        paper.cells[top, form.column_of[name]] = "转移就业人数"


def _in_lower_row(paper: Paper, form: Form, top: int, bottom: int) -> None:
    paper.merges = [block for block in paper.merges if not (block[0] == top and block[2] == bottom)]
    for row, column in [at for at in paper.cells if at[0] == top and (bottom, at[1]) not in paper.cells]:
        paper.cells[bottom, column] = paper.cells.pop((row, column))


def _unmerged(paper: Paper, form: Form, top: int, bottom: int) -> None:
    paper.merges = [block for block in paper.merges if block[0] != top]


def _too_narrow(paper: Paper, form: Form, top: int, bottom: int) -> None:
    first = form.column_of["transfer_total"]
    paper.merges = [block for block in paper.merges if block[:2] != (top, first)] + [(top, first, top, first + 1)]


def _downwards(paper: Paper, form: Form, top: int, bottom: int) -> None:
    first = form.column_of["transfer_total"]
    paper.merges = [block for block in paper.merges if block[:2] != (top, first)] + [(top, first, bottom, first)]


def widened(name: str, *, body: bool) -> Touch:
    """A heading merged over two columns of the grid; ``body``: the cells below it too."""

    def touch(paper: Paper, form: Form) -> None:
        own, bottom = form.column_of[name], form.heading_rows[1]

        def moved(column: int) -> int:
            return column + (column > own)

        paper.cells = {(row, moved(column)): value for (row, column), value in paper.cells.items()}
        paper.merges = [(top, moved(left), low, right + (right >= own)) for top, left, low, right in paper.merges]
        if not any(top <= bottom <= low and left <= own <= right for top, left, low, right in paper.merges):
            paper.merges.append((bottom, own, bottom, own + 1))
        if body:
            paper.merges += [(row, own, row, own + 1) for row in form.row_of]
        form.column_of = {entry: moved(column) for entry, column in form.column_of.items()}

    return touch


def _both_filled(paper: Paper, form: Form) -> None:
    """A heading over two columns that both hold figures."""
    widened("rangers", body=False)(paper, form)
    paper.cells[form.row_of[2], form.column_of["rangers"] + 1] = 9
    form.column_of["beside"] = form.column_of["rangers"]


def _extra(*heading: str, before: str = "", values: Any = (1, 2, 3)) -> Extra:
    return Extra(heading=heading, before=before, values=values)


def _twice(*extras: Extra) -> Form:
    return emp(extras=list(extras))


HONEST: dict[str, Honest] = {
    **{f"51 {words}": Honest(emp(headings={"labour_force": (text,)}), by="openpyxl") for words, text in _AS_WRITTEN.items()},
    **{f"51 unit {unit!r}": Honest(emp(units={"labour_force": (unit, factor)})) for unit, factor in _UNITS.items()},
    **{
        f"51 a banner {word} over all": Honest(emp(headings=grouped("employment", word), depth=3), touch=_years_are_numbers)
        for word in _BANNERS
    },
    "51 money in 万元 for 元": Honest(emp(units={"travel_amount": ("（万元）", "10000")})),
    "51 元/月 for 元/人/月": Honest(emp(units={"public_post_pay": ("（元/月）", "1")})),
    "51 a unit with the group": Honest(
        col(
            headings={
                name: ("收益分配（元）", declared("collective_economy").field(name).subheading)
                for name in ("distributed", "dividends", "lifted_dividends")
            },
            units=dict.fromkeys(("distributed", "dividends", "lifted_dividends"), ("", "0.0001")),
        )
    ),
    "51 a group written over each column": Honest(emp(), touch=remerged(_repeated)),
    "51 single headings in the lower row": Honest(emp(), touch=remerged(_in_lower_row)),
    "51 nothing merged": Honest(emp(), touch=remerged(_unmerged)),
    "51 a heading of four rows": Honest(
        emp(
            depth=4,
            headings={
                name: ("牟定县", *texts) if len(texts) > 1 else texts
                for name, texts in grouped("employment", "完成情况").items()
            },
        )
    ),
    **{
        f"51 {name} over two columns, body too": Honest(emp(), touch=widened(name, body=True))
        for name in ("region", "labour_force", "transfer_out_province", "remark")
    },
    **{
        f"51 {name} over two columns, not the body": Honest(emp(), touch=widened(name, body=False))
        for name in ("region", "rangers", "remark")
    },
    "51 money over two columns with totals": Honest(col(total="below"), touch=widened("subsidy", body=True)),
    **{
        f"52 {own} beside {other}": Honest(_beside(own, other), notes={"column_unknown"}, touch=_years_are_numbers)
        for own, other in _OTHER_YEARS
    },
    "52 完成率 under two groups": Honest(
        _twice(
            _extra("转移就业人数", "完成率", before="lifted_labour"),
            _extra("脱贫劳动力", "完成率", before="relocated_transfer"),
        ),
        notes={"column_unknown"},
    ),
    "52 省外 under two groups of ours": Honest(emp(fields=[entry.name for entry in declared("employment").fields][::-1])),
}

WRONG: dict[str, Wrong] = {
    **{
        f"51 {text} is another heading": Wrong(emp(headings={"labour_force": (text,)}), [("field_missing", nowhere)])
        for text in _OTHERWISE
    },
    **{
        f"51 unit {unit} does not fit": Wrong(
            emp(units={"labour_force": (unit, "1")}), [("unit_unknown", head("labour_force", 0))]
        )
        for unit in _OTHER_UNITS
    },
    "51 a group merged too narrow": Wrong(emp(), [("field_missing", nowhere)] * 2, remerged(_too_narrow)),
    "51 a group merged downwards": Wrong(emp(), [("field_missing", nowhere)] * 4, remerged(_downwards)),
    "51 上月 over everything": Wrong(emp(headings=grouped("employment", "上月"), depth=3), [("field_missing", nowhere)] * 14),
    "52 still double in one group": Wrong(
        _twice(_extra("转移就业人数", "省外", before="transfer_in_province")), [("field_twice", head("转移就业人数/省外"))]
    ),
    "52 double by an alias": Wrong(_twice(_extra("生态护林员人数")), [("field_twice", head("生态护林员人数", 0))]),
    "52 three times": Wrong(
        _twice(_extra("生态护林员"), _extra("生态护林员人数")),
        [("field_twice", head("生态护林员", 0)), ("field_twice", head("生态护林员人数", 0))],
    ),
    "52 double and empty": Wrong(_twice(_extra("生态护林员", values=())), [("field_twice", head("生态护林员", 0))]),
    "52 双 备注": Wrong(_twice(_extra("备注", values=("甲", "乙"))), [("field_twice", head("备注", 0))]),
    "52 double by a unit": Wrong(_twice(_extra("生态护林员 人")), [("field_twice", head("生态护林员 人", 0))]),
    "52 double with other figures": Wrong(
        col(extras=[_extra("总收入", before="operating", values=[99, 98, 97, 96, 95, 94, 93])]),
        [("field_twice", head("total", 0))],
    ),
    "52 one heading over two filled columns": Wrong(emp(), [("field_twice", head("rangers", 0))], _both_filled),
}
