"""The words and marks of states: one mark, one word each, everywhere the same (look.md, section 2)."""

from __future__ import annotations

from collections.abc import Mapping

MARKS: Mapping[str, str] = {
    "met": "●", "on_pace": "●", "behind": "▲", "far_behind": "■", "not_reported": "○", "not_due": "◎",
    "not_comparable": "／", "not_applicable": "／", "stretch": "◇",
}  # fmt: skip
WORDS: Mapping[str, str] = {
    "met": "达标", "on_pace": "达序时", "behind": "滞后", "far_behind": "严重滞后", "not_reported": "未报",
    "not_due": "未到期", "not_comparable": "不可比", "not_applicable": "不适用", "stretch": "力争目标未达",
}  # fmt: skip
LEVEL_MARKS: Mapping[str, str] = {"red": "■", "orange": "◆", "yellow": "▲", "watch": "◇"}
LEVEL_WORDS: Mapping[str, str] = {"red": "红", "orange": "橙", "yellow": "黄", "watch": "关注"}
REPORT_WORDS: Mapping[str, str] = {
    "on_time": "按时", "late": "迟报", "missing": "未报", "not_due": "未到期", "returned": "退回待改",
    "pending": "待审", "exempt": "免报",
}  # fmt: skip
RULE_WORDS: Mapping[str, str] = {
    "below_line": "低于监测线", "crossed_line": "新跌破监测线", "below_work_line": "低于工作线", "two_quarter_fall": "连续两季下降",
    "net_drop": "人均纯收入下降", "operating_drop": "生产经营收入下降", "component_drop": "单项收入下降", "expense_surge": "支出骤增",
    "low_income": "低收入", "idle_labour": "有劳力无务工", "near_line": "接近监测线",
}  # fmt: skip
#: against the list of the quarter before
CHURN_WORDS: Mapping[str, str] = {"new": "本季新增", "staying": "持续预警", "gone": "上季移出"}
#: what became of households that are on the list no more
FATE_WORDS: Mapping[str, str] = {
    "unreported": "本季未报", "left": "已退出", "elsewhere": "已转出所辖范围", "risen": "收入回升", "fell_less": "降幅未达预警",
    "incomparable": "无可比基期", "unjudged": "无法判断年人均", "cleared": "未再触发规则",
}  # fmt: skip
#: what the pack's base of comparison lays beside what
BASIS_WORDS: Mapping[str, str] = {
    "cumulative": "与上年同季累计比", "single_quarter": "本季单季与上年同季单季比", "year": "全年与上年全年比，第四季度才比",
    "last_four_quarters": "近四个季度与上年同期四个季度比",
}  # fmt: skip
PART_WORDS: Mapping[str, str] = {"numerator": "分子", "denominator": "分母", "condition": "条件", "base": "基期"}
#: the order of lines on a page: what is behind first, then what has figures, then what is missing, then what is met
SEVERITY: Mapping[str, int] = {
    "far_behind": 0, "behind": 1, "stretch": 2, "not_due": 3, "not_comparable": 4, "not_reported": 5, "on_pace": 6, "met": 7,
}  # fmt: skip
LEVEL_NOUNS: Mapping[str, str] = {
    "province": "省",
    "prefecture": "州市",
    "county": "县市区",
    "township": "乡镇",
    "village": "村",
}
