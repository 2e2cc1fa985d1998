"""One Chinese sentence a listed household: how much, against what, what drove it, or why it cannot be judged."""

from __future__ import annotations

from metrics.income_comparison import SOURCES, Source
from metrics.income_rules import bit_of
from metrics.warnings.rules import WITNESSED
from metrics.warnings.stories import NAMES, Story, Yardsticks, driver_of
from metrics.warnings.words import micro_yuan, moved, percentage, signed, yuan

_CROSSED = bit_of("crossed_line")
_UNDER_LINE = bit_of("below_line") | _CROSSED
_NEAR_LINE = bit_of("near_line")
_UNDER_WORK_LINE = bit_of("below_work_line")
_LOW_INCOME = bit_of("low_income")
_TWO_QUARTERS = bit_of("two_quarter_fall")
_OPERATING_DROP = bit_of("operating_drop")
_EXPENSE_SURGE = bit_of("expense_surge")
_BLANKS = "数据缺项"
_IDLE = bit_of("idle_labour")


def sentence(story: Story, measures: Yardsticks) -> str:
    """The reason why a household is listed, ending in 。; only figures that the reports hold."""
    driver = driver_of(story)
    clauses = [
        _standing(story, measures),
        _comparison(story, measures, driver),
        *_sources(story, measures, driver),
        _expense(story, measures),
        _idle(story),
        _unjudged(story, measures),
    ]
    return "；".join(clause for clause in clauses if clause) + "。"


def _standing(story: Story, measures: Yardsticks) -> str:
    """Annual income beside the lines that it falls under or comes near to."""
    parts = [_by_line(story, measures), _by_work_line(story, measures), _by_cutoff(story, measures)]
    said = [part for part in parts if part]
    return "，".join([f"年人均{signed(story.annual)}元", *said]) if said else ""


def _by_line(story: Story, measures: Yardsticks) -> str:
    if story.mask & _UNDER_LINE:
        crossed = "（上季度未低于）" if story.mask & _CROSSED else ""
        return f"低于{measures.line}{yuan(story.line_gap)}{crossed}"
    if not story.mask & _NEAR_LINE:
        return ""
    if not story.line_side:
        return f"与{measures.line}持平（{measures.near}以内）"
    return f"高于{measures.line}{yuan(story.line_gap)}（{measures.near}以内）"


def _by_work_line(story: Story, measures: Yardsticks) -> str:
    """Said only where the line itself has not already said more."""
    if not story.mask & _UNDER_WORK_LINE or story.mask & _UNDER_LINE:
        return ""
    return f"低于{measures.work_line}，差{yuan(story.work_gap)}"


def _by_cutoff(story: Story, measures: Yardsticks) -> str:
    return f"不高于{measures.cutoff}" if story.mask & _LOW_INCOME else ""


def _comparison(story: Story, measures: Yardsticks, driver: Source | None) -> str:
    """The change against the same quarter of last year, the head-count where it changed, and what drove a fall."""
    parts = [_change(story, measures)]
    if story.mask & _TWO_QUARTERS:
        parts.append("连续两个季度下降")
    parts += _heads(story)
    if driver:
        parts.append(f"主要是{NAMES[driver]}减少{micro_yuan(story.changes[SOURCES.index(driver)])}{_work(story, driver)}")
    return "，".join(part for part in parts if part)


def _change(story: Story, measures: Yardsticks) -> str:
    if story.change is None:
        return ""
    if story.percent is not None:
        return f"{measures.compared}{moved(story.percent, story.direction)}"
    note = f"（上年同期人均{signed(story.base)}元，不计百分比）"
    if story.direction == 0:
        return f"{measures.compared}持平{note}"
    return f"{measures.compared}{'减少' if story.direction < 0 else '增加'}{yuan(story.change)}{note}"


def _heads(story: Story) -> list[str]:
    """A changed head-count moves income a head by itself: the whole household's change stands beside it."""
    if story.persons is None or story.persons_before is None or story.persons == story.persons_before:
        return []
    heads = f"家庭人口{story.persons_before}人→{story.persons}人"
    if story.net_percent is None:
        return [heads]
    return [heads, f"家庭纯收入{moved(story.net_percent, story.net_direction)}"]


def _work(story: Story, driver: Source | None) -> str:
    """Fewer people in work, where it was the wages that fell."""
    if driver != "wage" or story.employed is None or story.employed_before is None:
        return ""
    return f"（务工{story.employed_before}人→{story.employed}人）" if story.employed < story.employed_before else ""


def _sources(story: Story, measures: Yardsticks, driver: Source | None) -> list[str]:
    """The sources that a rule names and the driver has not named yet; operating income as the pack compares it."""
    clauses: list[str] = []
    for source, share in zip(WITNESSED, story.fallen, strict=True):
        operating = source == "operating"
        name = measures.operating if operating else NAMES[source]
        ruled = share is not None or (operating and story.mask & _OPERATING_DROP)
        if not ruled or (source == driver and name == NAMES[source]):
            continue
        change = story.operating if operating else story.changes[SOURCES.index(source)]
        clauses.append(f"{name}减少{micro_yuan(change)}" + (f"（下降{percentage(share)}）" if share is not None else ""))
    return clauses


def _expense(story: Story, measures: Yardsticks) -> str:
    return f"合规自付支出{signed(story.medical)}元，超过{measures.expense}" if story.mask & _EXPENSE_SURGE else ""


def _idle(story: Story) -> str:
    return f"有劳动力{story.labourers}人，无人务工" if story.mask & _IDLE else ""


def _unjudged(story: Story, measures: Yardsticks) -> str:
    """What is not known of the household, and why: never said as if it were a fall."""
    unknown = [_no_change(story, measures), _no_annual(story, measures)]
    said: list[str] = []
    for why, what in unknown:
        said += [part for part in (why, what) if part and part not in said]
    return "，".join(said)


def _no_change(story: Story, measures: Yardsticks) -> tuple[str, str]:
    """Why nothing is compared, and that nothing is; empty where something is."""
    if not story.comparable:
        return "上年无同季数据", "无可比基期"
    if story.change is not None:
        return "", ""
    absent = [name for bit, name in enumerate(measures.between) if story.absent >> bit & 1]
    return f"缺{'、'.join(absent)}数据" if absent else measures.no_change, f"{measures.compared}无法判断"


def _no_annual(story: Story, measures: Yardsticks) -> tuple[str, str]:
    """The same of the year's income, where a rule asks for it."""
    if story.annual is not None or not measures.asks_annual:
        return "", ""
    if not story.comparable:
        return "", "年人均收入无法判断"
    return _BLANKS if story.last_fourth else "缺上年第四季度数据", "年人均收入无法判断"
