"""Habits 1 to 5 and 11 to 14: how a figure stands in its cell; 00 are forms that the list of habits does not number."""

from __future__ import annotations

from tests.habits.drawing import apart, both, credit, filled, no_credit, no_people, people, travel
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.other_rows import linkage, projects
from tests.intake.rows import collective, employment, households
from tests.intake.sheets import MAKERS, REPORTERS, link, proj, task
from tests.intake.wrong import Wrong, at, changed, put

QUIET: frozenset[str] = frozenset()

HONEST: dict[str, Honest] = {
    **{
        f"01 every figure of {kind} is text": Honest(make(as_text=True), notes={"normalised"}, reporters=(REPORTERS[kind],))
        for kind, make in MAKERS.items()
    },
    "01 one figure is text": people(1234, "1234"),
    "01 a figure behind an apostrophe": people(1234, "'1234"),
    "01 a figure behind a curly apostrophe": people(1234, "’1234"),
    "01 a figure with zeros in front": people(7, "007"),
    "01 a figure with a plus": people(12, "+12"),
    "01 money as text": credit("12.5", "12.50"),
    "01 money without its zero": credit("0.5", ".5"),
    "01 a loss as text": Honest(
        link(changed(linkage(), 2, market_entities_new=-7)), notes={"normalised"}, touch=put("market_entities_new", 2, "-7")
    ),
    "02 full-width digits": people(123, "１２３"),
    "02 full-width digits and point": credit("123.5", "１２３．５"),
    "02 some digits full-width": credit("123.5", "1２3.５"),
    "02 full-width minus": Honest(
        link(changed(linkage(), 2, market_entities_new=-7)), notes={"normalised"}, touch=put("market_entities_new", 2, "－７")
    ),
    "02 the sign of mathematics as a minus": Honest(
        link(changed(linkage(), 2, market_entities_new=-7)), notes={"normalised"}, touch=put("market_entities_new", 2, "−7")
    ),
    "03 thousands": people(1234, "1,234"),
    "03 full-width thousands": people(1234, "1，234"),
    "03 thousands with decimals": credit("1234.5", "1,234.5"),
    "03 thousands in full width throughout": credit("1234.5", "１，２３４．５"),
    "03 millions": travel("1234567.25", "1,234,567.25"),
    "03 a loss in thousands": Honest(
        proj(changed(projects(), 2, annual_return="-1234.5")), notes={"normalised"}, touch=put("annual_return", 2, "-1,234.5")
    ),
    **{
        f"04 {words}": people(12, text)
        for words, text in {
            "a blank behind": "12 ", "a blank in front": " 12", "a full-width blank behind": "12　", "no-break blanks": "\u00a012\u00a0",
            "a tab": "\t12", "a line break": "12\n", "a line break of Windows": "\r\n12", "a zero-width blank": "12\u200b",
            "a byte order mark": "\ufeff12", "a blank inside": "1 2", "a no-break blank inside": "1\u00a02",
            "a thin blank inside": "1\u20092", "a zero-width blank inside": "1\u200b2", "a soft hyphen": "1\u00ad2",
            "a tab inside": "1\t2", "a line break inside": "1\n2",
        }.items()
    },
    "04 thousands by blanks": travel("1234567.5", "1 234 567.5"),
    "04 nothing but blanks": Honest(emp(changed(employment(), 3, rangers=None)), touch=put("rangers", 3, " 　\n")),
    **{f"05 {text}": people(300, text) for text in ("300人", "300 人", "３００人", "300名", "300位", "300（人）", "300[人]")},
    **{f"05 {text} in 万元": credit("12.5", text) for text in ("12.5万元", "12.5 万元", "１２．５万元", "12.5万", "12.5（万元）")},
    **{f"05 {text} in 元": travel("31000", text) for text in ("31000元", "31,000元", "31000.00元", "31000圆", "￥31,000.00", "¥31000", "31000元整")},
    **{
        f"05 {text} in 元/人/月": Honest(
            emp(changed(employment(), 3, public_post_pay="800")), notes={"normalised"}, touch=put("public_post_pay", 3, text)
        )
        for text in ("800元/人/月", "800元/月/人", "800元/月", "800元", "800元每人每月")
    },
    "05 户 typed for 家": Honest(link(changed(linkage(), 2, cooperatives=7)), notes={"normalised"}, touch=put("cooperatives", 2, "7个")),
    "05 yuan typed under a heading in yuan": Honest(
        col(units={"distributed": ("（元）", "0.0001")}), notes={"normalised"}, touch=put("distributed", 2, "20500元")
    ),
    "11 a loss where one may be": Honest(col(changed(collective(), 0, investment="-0.5"))),
    "11 fewer entities, a loss, a debt": Honest(
        hh(changed(households(), 0, wage="0", employed=0, operating_gross="0", operating_cost="2500", property="0", transfer="0",
                   net="-2500", net_per_capita="-833.33"))
    ),
    "11 minus nothing": people(0, -0.0, QUIET),
    "11 minus nothing as text": people(0, "-0"),
    "12 a whole number with decimals": people(12, 12.0, QUIET),
    "12 a whole text with decimals": people(12, "12.00"),
    "12 a whole number and the noise of a formula": people(12, 12.000000000001, QUIET),
    "12 half a hectare is whole in 亩": Honest(
        link(changed(linkage(), 2, greenhouse="7.5"), units={"greenhouse": ("（公顷）", "15")}), touch=put("greenhouse", 2, 0.5)
    ),
    "13 the noise of a formula": credit("12.3", 12.300000000001, QUIET),
    "13 a third": credit("33.333333", 100 / 3),
    "13 seven decimals": credit("12.345679", 12.3456789),
    "13 seven decimals as text": credit("12.345679", "12.3456789"),
    "13 half of the last place goes up": credit("12.345679", "12.3456785"),
    "13 tenths that do not add up": credit("0.3", 0.1 + 0.2, QUIET),
    "13 fractions of a cent in yuan": Honest(
        col(changed(collective(), 2, distributed="2.345679"), units={"distributed": ("（元）", "0.0001")}), notes={"normalised"},
        touch=put("distributed", 2, 23456.789),
    ),
    **{f"14 {word} of people": people(None, word) for word in ("-", "—", "——", "–", "－", "…", "……", "未报", "空", " — ", "未 报")},
    **{f"14 {word} of people is 0": people(0, word) for word in ("无", "零", " 无 ")},
    **{f"14 {word} of people is kept": people(None, word, QUIET) for word in ("/", "／", " / ")},
    **{f"14 {word} of money": credit(None, word) for word in apart("- — – … 未报 空 无 零")},
    "14 0 of people": people(0, 0, QUIET),
    "14 0 as text": people(0, "0"),
    "14 0 of money": credit("0", 0, QUIET),
    "14 a required figure not applicable": Honest(
        emp(changed(employment(), 3, public_posts=None)), touch=put("public_posts", 3, "/")
    ),
    "14 无 in a required count is 0": Honest(
        emp(changed(employment(), 3, public_posts=0)), notes={"normalised"}, touch=put("public_posts", 3, "无")
    ),
    "14 all words in one column": Honest(
        emp([{**row, "rangers": stored} for row, stored in zip(employment(), (None, 0, None, 0, 12, None, 7), strict=True)]),
        notes={"normalised"}, touch=filled("rangers", dict(enumerate(("—", "无", "/", 0, 12, None, "7人")))),
    ),
    "00 a figure in the remarks only": Honest(
        emp(changed(employment(), 3, rangers=None, remark="另有护林员35人")), touch=both(put("rangers", 3, None), put("remark", 3, "另有护林员35人"))
    ),
    "00 the remark is a number": Honest(emp(changed(employment(), 3, remark="35")), touch=put("remark", 3, 35)),
}  # fmt: skip

WRONG: dict[str, Wrong] = {
    **{f"02 digits of other scripts {text}": no_people(text) for text in apart("٣ ३ Ⅻ ⑫ ㈤ ½ 三百 壹佰 廿 〇")},
    "02 full-width decimals of people": no_people("１２３．５", "number_fraction"),
    **{f"03 {text}": no_credit(text) for text in apart("1,23 12,34 1,2345 1,234,5 ,123 1,,234 1.234,5 1，23 12,34,567 1,")},
    "04 signs that turn the text": no_people("\u202d12\u202c", "text_control"),
    "04 a required figure of blanks": Wrong(emp(), [("required_blank", at("labour_force", 3))], put("labour_force", 3, " 　\n")),
    **{f"05 {text} in 人": no_people(text, "number_unit_conflict") for text in apart("300户 300人次 3亩 85% 3元 ￥3 0.03万人 3万 300元/人 2023年")},
    **{f"05 {text} in 万元": no_credit(text, "number_unit_conflict") for text in ("125000元", "￥12.5", "1.25亿元", "1.25亿", "12.5%", "12.5千元", "12.5万人")},
    **{f"05 {text} is no unit": no_credit(text) for text in ("12.5W", "12.5w", "$12.5", "12.5万元左右", "万元", "12.5块")},
    "05 a total in another unit": Wrong(
        col(total="below"), [("number_unit_conflict", lambda form: f"F{form.total_rows[0]}")],
        lambda paper, form: paper.cells.__setitem__((form.total_rows[0], form.column_of["operating_total"]), "129000元"),
    ),
    "05 a task in another unit": Wrong(task(), [("number_unit_conflict", at("cumulative", 1))], put("cumulative", 1, "5万个")),
    **{f"11 {text!r} people": no_people(text, "negative") for text in (-3, "-3", "−3", "－３", "﹣3", "-3人", " -3", "- 3")},
    **{f"11 {text} is no minus": no_people(text) for text in apart("—3 –3 (3) （3） 3- +-3 --3 一3 ~3")},
    "11 less than no money": no_credit(-0.01, "negative"),
    **{f"12 {text!r} people": no_people(text, "number_fraction") for text in (12.5, "12.5", "12.50", 0.5, ".5", "12.5人", 12.001, "１２．５", "12.000001")},
    "12 a fraction of people under 万人": Wrong(
        emp(units={"labour_force": ("（万人）", "10000")}), [("number_fraction", at("labour_force", 3))], put("labour_force", 3, 0.09285)
    ),
    **{f"14 {word} in a required count": Wrong(emp(), [("required_blank", at("public_posts", 3))], put("public_posts", 3, word))
       for word in ("-", "—", "…", "未报", "空")},
    **{f"14 {word} in required money": Wrong(
        task(), [("required_blank", at("cumulative", 1))], put("cumulative", 1, word)) for word in ("无", "零", "—", "未报")},
    **{f"14 {word} is no word for nothing": no_people(word)
       for word in apart("没有 暂无 无数据 不详 待定 不涉及 不适用 N/A null ○ × √ ? ... 。。。 一 // —/ 未统计 0/ 无人")},
    **{f"00 {text}": no_people(text)
       for text in apart("约300 300余 300余人 300多 300左右 300以上 ≥300 >300 近300 十几 200-300 200—300 200～300 200至300 200~300人")},
    **{f"00 {text}": no_people(text) for text in apart("300① 300¹ 300* 300注1 300(1) 300（含兼职） 6.3(6.1) 300# ※300")},
    **{f"00 {text}": no_people(text) for text in apart("3O0 30O O o l2 1l I2 ３Ｏ 1O户 S5 |2")},
    **{f"00 {text}": no_people(text) for text in apart("3、5 3，5 3。5 3·5 3;5 3:5 3'5 3’5 12。 12. 12． 12、 12； 12..5 12.5.3")},
    **{f"00 {text}": no_people(text) for text in apart("1E3 1.2e3 12+3 100/2 1/2 2023-05-25 2023.5.25 5月25日 12:30 详见附件 合计")},
    "00 a required figure in the remarks only": Wrong(
        emp(), [("required_blank", at("public_posts", 3))], both(put("public_posts", 3, None), put("remark", 3, "公益岗15人"))
    ),
}  # fmt: skip
