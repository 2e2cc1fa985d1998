"""Number formats that show something else than the cell holds: a factor, a unit, a percent (habits 5, 6 and 8)."""

from __future__ import annotations

from tests.habits.drawing import NOTE, both, credit, filled, formatted, headed, no_credit
from tests.intake.honest import Honest, col, emp
from tests.intake.other_rows import tasks
from tests.intake.sheets import JYTYJ, task
from tests.intake.wrong import Wrong, at, put

QUIET: frozenset[str] = frozenset()
WAN = ("0!.0,", "0!.0000", '0"."0,', "0\\.0,", '0!.0,"万元"', '0!.0000"万元"', '0!.0,"万"', "0!.0,_ ", "[Red]0!.0,;-0!.0,")
PLAIN = (
    "General", "@", "0.00", "0.00_ ", "#,##0.00", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.00;[Red]0.00", "[DBNum1]General",
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ', "[$￥-804]#,##0.00", "0.0E+00", "# ?/?", ";;;",
)  # fmt: skip


def stated(code: str, factor: int, note: bool) -> Honest:
    """补助收入（万元） throughout under a format, its cells ``factor`` times as large."""
    return Honest(
        col(units={"subsidy": ("（万元）", "1")}), notes=set(NOTE) if note else set(), touch=formatted("subsidy", code, factor)
    )


HONEST: dict[str, Honest] = {
    **{f"06 {code} over yuan in a column of 万元": stated(code, 10_000, note=True) for code in WAN},
    **{f"05 {code} over 万元": stated(code, 1, note=False) for code in (
        '0.00"万元"', '0.00_ "万元"', 'General"万元"', 'G/通用格式"万元"', '0.00万元', '#,##0.00" 万元"', '0.00"万"', '0.0;-0.0;"无"')},
    **{f"05 {code} is no word about the unit": credit("12.5", 12.5, QUIET, code) for code in PLAIN},
    **{
        f"05 {code} over people": Honest(emp(), touch=formatted("rangers", code))
        for code in ('0"人"', '0_ "人"', '0"名"', 'General"人"', '[>0]0"人";"无"')
    },
    "05 户 over households": Honest(emp(), touch=formatted("willing_households", '0.00_ "户"')),
    "05 元 over 元/人/月": Honest(emp(), touch=formatted("public_post_pay", '0.00"元"')),
    "06 万元 over yuan says the same": Honest(emp(), touch=formatted("travel_amount", '0!.0,"万元"')),
    "06 the format of both sizes": Honest(
        col(units={"subsidy": ("（万元）", "1")}), notes=set(NOTE), touch=both(
            formatted("subsidy", '[>=10000]0!.0,"万";0.0'), put("subsidy", 2, 22000)
        ),
    ),
    "06 亿 in 亿元": Honest(
        col(units={"subsidy": ("（亿元）", "10000")}), notes=set(NOTE), touch=formatted("subsidy", '0!.00,,"亿"', 10**8)
    ),
    "06 千 in 千元": Honest(col(units={"subsidy": ("（千元）", "0.1")}), notes=set(NOTE), touch=formatted("subsidy", "#,##0.0,", 1000)),
    "06 万 in a task that counts 万元": Honest(
        task([{**row, "unit": "万元"} for row in tasks()]), reporters=(JYTYJ,), notes=set(NOTE), touch=formatted("cumulative", "0!.0,", 10_000)
    ),
    "07 万人 over people in a column of 万人": Honest(
        emp(units={"rangers": ("（万人）", "10000")}), notes=set(NOTE), touch=formatted("rangers", '0!.0000"万人"', 10_000)
    ),
}  # fmt: skip

WRONG: dict[str, Wrong] = {
    **{f"05 {code} in 万元": no_credit(12.5, "number_unit_conflict", code) for code in (
        '0.00"户"', '0.00"元"', '0.00"亿元"', '0"人"', '0.0"千元"', "0%", "0.00%")},
    **{f"06 {code} in 万元": no_credit(125000, "number_unit_conflict", code) for code in ("0.0,", "0.00,,", "#,##0,", '0.0,"千元"', "0!.00,")},
    "05 户 over people": Wrong(emp(), [("number_unit_conflict", at("rangers", index)) for index in range(7)], formatted("rangers", '0"户"')),
    "05 万人 over people": Wrong(emp(), [("number_unit_conflict", at("rangers", 3))], filled("rangers", {3: 8}, {3: '0"万人"'})),
    "06 万 over yuan and no word of the unit": Wrong(col(), [("unit_assumed", headed("subsidy"))], formatted("subsidy", "0!.0,", 10_000)),
    "06 万 over yuan in a column of yuan": Wrong(
        col(units={"subsidy": ("（元）", "0.0001")}), [("unit_assumed", headed("subsidy"))], formatted("subsidy", "0!.0,")
    ),
    "07 万 over people": Wrong(emp(), [("unit_assumed", headed("rangers"))], formatted("rangers", "0!.0,")),
    "07 千 over people": Wrong(emp(), [("unit_assumed", headed("rangers"))], formatted("rangers", "0.0,")),
    "09 percent over people": Wrong(emp(), [("number_unit_conflict", at("rangers", 3))], filled("rangers", {3: 0.85}, {3: "0%"})),
    "09 percent over a task of another unit": Wrong(task(), [("number_unit_conflict", at("cumulative", 1))], filled("cumulative", {1: 0.85}, {1: "0%"})),
    "05 a day over a figure": no_credit(12.5, "number_invalid", "yyyy/m/d"),
}  # fmt: skip
