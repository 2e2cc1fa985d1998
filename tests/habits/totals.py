"""Habits 44 to 49 and 60: totals of all kinds, faulty formulas, a part above its whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO, XUJIE, Row, collective, declared, employment, households
from tests.intake.sheets import cons, link, proj, shop
from tests.intake.wrong import Wrong, at, changed, put, put_total, rule, total

COUNTY: dict[str, Any] = {"title": ("2023年5月农村劳动力转移就业月报表",), "above": ()}
MONEY: dict[str, Any] = {"title": ("2023年5月村级集体经济收入统计表",), "above": ()}
TWO = [*employment(PANMAO), *employment(XUJIE)]
BOTH = (PANMAO, XUJIE)
Touch = Callable[[Paper, Form], None]


def also(*touches: Touch) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        for one in touches:
            one(paper, form)

    return touch


def all_errors(index: int) -> Wrong:
    """A row of which only its number is left: every cell is named, and the row is not lost."""
    entries = [entry.name for entry in declared("employment").fields]
    return Wrong(
        emp(foot=()),
        [("error_value", at(entry, index)) for entry in entries],
        also(*(put(entry, index, "#REF!") for entry in entries)),
    )


def in_numbering(merged_to: str = "") -> Touch:
    """合计 in the 序号 column; merged over the columns up to a field."""

    def touch(paper: Paper, form: Form) -> None:
        for row in form.total_rows:
            paper.cells[row, 1] = paper.cells.pop((row, form.column_of["region"]))
            if merged_to:
                paper.merge(row, 1, row, form.column_of[merged_to])

    return touch


def words(text: str, which: int = 0) -> Touch:
    """A total called otherwise."""

    def touch(paper: Paper, form: Form) -> None:
        paper.cells[form.total_rows[which], form.column_of["region"]] = text

    return touch


def grand_of_subtotals(word: str) -> Touch:
    """Below the 小计 rows a sum of them, which is the sum of all rows."""

    def touch(paper: Paper, form: Form) -> None:
        row = form.total_rows[-1] + 1
        for column in range(1, 40):
            cells = [paper.cells.get((at_row, column)) for at_row in form.total_rows]
            if all(isinstance(cell, (int, float)) for cell in cells):
                paper.put(row, column, sum(cells))  # type: ignore[arg-type]
        paper.put(row, form.column_of["region"], word)

    return touch


def _words() -> dict[str, Honest]:
    below = ("合计", "合 计", "合　计", "合\n计", "总计", "总 计", "小计", "共计", "全乡", "全 乡", "全乡合计", "本乡合计", "蟠猫乡合计", "合计：",
             "合计（人）", "合计（7个村）", "7个村合计", "其中：合计", "合计数", "汇总", "全乡汇总", "总数", "合計")  # fmt: skip
    cases = {f"45 {word!r} below": Honest(emp(total="below", total_word=word)) for word in below}
    cases |= {f"45 {word!r} above": Honest(col(total="above", total_word=word)) for word in below[:9]}
    return cases


def _totals() -> dict[str, Honest]:
    two: dict[str, Any] = {"rows": TWO, **COUNTY}
    return {
        "45 first and last": Honest(emp(total="both")),
        "45 in 序号": Honest(emp(total="below"), touch=in_numbering()),
        "45 in 序号, merged to the place": Honest(emp(total="below"), touch=in_numbering("region")),
        "45 in 序号 above, merged": Honest(col(total="above"), touch=in_numbering("region")),
        "45 of households": Honest(hh(total="below"), touch=put_total("net_per_capita", 2000)),
        "45 of workshops": Honest(shop(total="below")),
        "45 of projects": Honest(proj(total="above")),
        "45 of linkage": Honest(link(total="below", total_word="全乡")),
        "45 the township's own row above": Honest(emp(total="above", total_word="蟠猫乡")),
        "45 the township's own row below": Honest(col(total="below", total_word="牟定县蟠猫乡"), notes={"normalised"}),
        "45 a total of some columns": Honest(emp(total="below"), touch=put_total("trained", None)),
        "45 a total of dashes": Honest(emp(total="below"), notes={"normalised"}, touch=put_total("trained", "—")),
        "45 a total as text": Honest(emp(total="below"), notes={"normalised"}, touch=put_total("trained", "336人次")),
        "45 an empty total": Honest(emp(total="below"), touch=_emptied),
        "46 per township below": Honest(emp(TWO, subtotals="below", **COUNTY), reporters=BOTH),
        "46 per township above": Honest(emp(TWO, subtotals="above", **COUNTY), reporters=BOTH),
        "46 per township and 总计": Honest(emp(subtotals="below", total="below", total_word="总计", **two), reporters=BOTH),
        "46 per township and 全县 above": Honest(emp(subtotals="above", total="above", total_word="全县", **two), reporters=BOTH),
        "46 in the township's column": Honest(emp(subtotals="above", township_column="merged", **two), reporters=BOTH),
        "46 in the township's column below": Honest(emp(subtotals="below", total="below", township_column="merged", **two), reporters=BOTH),
        "46 小计 alone": Honest(emp(TWO, subtotals="below", **COUNTY), reporters=BOTH, touch=also(words("小计", 0), words("小 计", 1))),
        "46 合计 of subtotals": Honest(emp(TWO, subtotals="below", **COUNTY), reporters=BOTH, touch=grand_of_subtotals("合计")),
        "46 总计 of subtotals": Honest(emp(TWO, subtotals="below", **COUNTY), reporters=BOTH, touch=grand_of_subtotals("总　计")),
        "46 汇总 of subtotals": Honest(emp(TWO, subtotals="below", **COUNTY), reporters=BOTH, touch=grand_of_subtotals("汇总")),
        "46 money": Honest(
            col([*collective(PANMAO), *collective(XUJIE)], subtotals="below", total="below", **MONEY), reporters=BOTH
        ),
        "44 within a cent in money": Honest(col(total="below"), touch=put_total("subsidy", 15.41)),
        "44 a rate is not added": Honest(emp(total="below"), touch=put_total("public_post_pay", 800)),
    }  # fmt: skip


def _emptied(paper: Paper, form: Form) -> None:
    for row, column in list(paper.cells):
        if row in form.total_rows and column != form.column_of["region"]:
            del paper.cells[row, column]


def _growth(*values: Any) -> Extra:
    return Extra(heading=("增长（%）",), before="trained", values=values)


def _scope(word: str, before: str = "labour_force") -> Extra:
    return Extra(heading=("统计口径",), before=before, values=[word] * 7)


def _counted(places: str) -> Touch:
    """合计 in 序号, the number of places in their column."""

    def touch(paper: Paper, form: Form) -> None:
        in_numbering()(paper, form)
        for row in form.total_rows:
            paper.put(row, form.column_of["region"], places)

    return touch


def _all_moved() -> list[Row]:
    """Everybody able to work has moved for work, all of them lifted out of poverty."""
    rows = employment()
    rows[2] |= {"labour_force": rows[2]["transfer_total"], "lifted_labour": rows[2]["lifted_transfer_total"]}
    return rows


_BESIDE = (
    "平均",
    "全乡平均数",
    "户均",
    "上月数",
    "上年同期",
    "上年同期数",
    "2022年",
    "同比增减（%）",
    "比上年增长",
    "增幅",
    "年度目标",
    "完成率（%）",
)


def _last_month(paper: Paper, form: Form) -> None:
    """上月数 where the buyer is due, and a product beside it."""
    paper.cells[form.row_of[1], form.column_of["buyer"]] = "上月数"
    del paper.cells[form.row_of[1], form.column_of["region"]]


HONEST: dict[str, Honest] = {
    **_words(),
    **{f"45 {word} below the rows": Honest(emp(total="below", total_word=word)) for word in _BESIDE},
    "45 上月数 above the rows": Honest(col(total="above", total_word="上月数")),
    "45 平均 of workshops": Honest(shop(total="below", total_word="平均")),
    "45 平均 in 序号": Honest(emp(total="below", total_word="平均"), touch=in_numbering("region")),
    "45 上年同期 below the total": Honest(emp(total="both"), touch=words("上年同期", 1)),
    **_totals(),
    "47 errors in a column that is none of ours": Honest(
        emp(extras=[_growth(*["#DIV/0!"] * 7)]), notes={"column_unknown"}, by="openpyxl"
    ),
    "48 formulas in a column that is none of ours": Honest(
        emp(extras=[_growth(*["=C5/D5"] * 7)]), notes={"column_unknown"}, by="openpyxl"
    ),
    "45 全村 beside every village": Honest(emp(total="below", extras=[_scope("全村")]), notes={"column_unknown"}),
    "45 平均 beside every village": Honest(emp(total="below", extras=[_scope("平均")]), notes={"column_unknown"}),
    "45 合计 beside every village": Honest(
        emp(total="below", extras=[_scope("合计", before="region")]), notes={"column_unknown"}
    ),
    "45 合计 and how many": Honest(emp(total="below"), touch=_counted("7")),
    "45 合计 and how many villages": Honest(col(total="above"), touch=_counted("7个村")),
    "60 a part as large as the whole": Honest(emp(_all_moved())),
}


def _errors() -> dict[str, Wrong]:
    cases: dict[str, Wrong] = {}
    for error in ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"):
        cases[f"47 {error}"] = Wrong(emp(), [("error_value", at("trained", 2))], put("trained", 2, error))
        cases[f"47 {error} in a total"] = Wrong(
            emp(total="below"), [("error_value", total("trained"))], put_total("trained", error)
        )
    return cases


def _total_place(form: Form) -> str:
    return total("region")(form) or ""


def _nameless(paper: Paper, form: Form) -> None:
    del paper.cells[form.total_rows[0], form.column_of["region"]]


WRONG: dict[str, Wrong] = {
    **_errors(),
    "44 one too many": Wrong(emp(total="below"), [("total_row", total("trained"))], put_total("trained", 337)),
    "44 one too few above": Wrong(emp(total="above"), [("total_row", total("trained"))], put_total("trained", 335)),
    "44 two columns": Wrong(
        emp(total="below"), [("total_row", total("trained")), ("total_row", total("returned"))],
        also(put_total("trained", 1), put_total("returned", 2)),
    ),
    "44 two cents in money": Wrong(col(total="below"), [("total_row", total("subsidy"))], put_total("subsidy", 15.42)),
    "44 in 序号": Wrong(emp(total="below"), [("total_row", total("trained"))], also(in_numbering("region"), put_total("trained", 1))),
    "44 全乡": Wrong(emp(total="above", total_word="全乡"), [("total_row", total("trained"))], put_total("trained", 1)),
    "44 the township's own row": Wrong(emp(total="above", total_word="蟠猫乡"), [("total_row", total("trained"))], put_total("trained", 1)),
    "44 of households": Wrong(hh(total="below"), [("total_row", total("wage"))], put_total("wage", 1)),
    "44 of workshops": Wrong(shop(total="below"), [("total_row", total("workers"))], put_total("workers", 1)),
    "44 of purchases": Wrong(cons(total="below"), [("total_row", total("amount_month"))], put_total("amount_month", 1)),
    "44 汇总": Wrong(emp(total="above", total_word="汇总"), [("total_row", total("trained"))], put_total("trained", 1)),
    "45 累计 is asked for": Wrong(emp(total="below", total_word="累计"), [("place_unknown", _total_place)]),
    "45 上月数 between the rows is asked for": Wrong(cons(), [("required_blank", at("region", 1))], _last_month),
    "45 figures without any name": Wrong(emp(total="below"), [("required_blank", _total_place)], _nameless),
    "46 the second 小计": Wrong(
        emp(TWO, subtotals="below", **COUNTY), [("total_row", total("trained", 1))],
        also(words("小计", 0), words("小计", 1), put_total("trained", 1, 1)),
    ),
    "47 two errors": Wrong(
        emp(), [("error_value", at("trained", 2)), ("error_value", at("returned", 3))],
        also(put("trained", 2, "#REF!"), put("returned", 3, "#N/A")),
    ),
    **{f"47 nothing but errors in row {index + 1}": all_errors(index) for index in (2, 6)},
    "47 an error in money": Wrong(col(), [("error_value", at("subsidy", 2))], put("subsidy", 2, "#DIV/0!")),
    "47 an error for a place": Wrong(emp(), [("error_value", at("region", 2))], put("region", 2, "#N/A")),
    "47 an error in a remark": Wrong(emp(), [("error_value", at("remark", 2))], put("remark", 2, "#N/A")),
    "47 an error for a kind": Wrong(hh(), [("error_value", at("kind", 2))], put("kind", 2, "#REF!")),
    "47 an error for an identity number": Wrong(hh(), [("error_value", at("head_id", 2))], put("head_id", 2, "#VALUE!")),
    "48 a formula without a result": Wrong(emp(), [("formula_no_value", at("trained", 2))], put("trained", 2, "=C5+1")),
    "48 in a total": Wrong(emp(total="below"), [("formula_no_value", total("trained"))], put_total("trained", "=SUM(T5:T11)")),
    "48 for a place": Wrong(emp(), [("formula_no_value", at("region", 2))], put("region", 2, '="蟠猫村民委员会"')),
    "48 in a remark": Wrong(emp(), [("formula_no_value", at("remark", 2))], put("remark", 2, '=A5&"号"')),
    "60 part above whole": rule(
        emp(changed(employment(), 2, lifted_transfer_total=304, lifted_out_province=100, lifted_in_province=100, lifted_in_county=104)),
        ("lifted_within_labour", "lifted_transfer_total", 2),
    ),
    "60 out of province above all": rule(emp(changed(employment(), 2, transfer_out_province=616)), ("parts_of_transfer", "transfer_total", 2)),
    "60 dividends above distributed": rule(col(changed(collective(), 2, dividends="2.06")), ("dividends_within_distributed", "dividends", 2)),
    "60 labourers above persons": rule(hh(changed(households(), 2, labourers=4)), ("labour_within_persons", "labourers", 2)),
}  # fmt: skip
