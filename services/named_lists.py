"""The lists that a paper gives a name of its own, such as 提级帮扶: which warning rules put a household on one."""

from __future__ import annotations

from collections.abc import Sequence

from data_access.errors import CalledWrongly
from metrics.income_rules import RULES, bit_of
from metrics.packs import Pack

LOW_INCOME = "low_income"
#: a rule that there is not: who is on no list
NOBODY = 1 << len(RULES)


def masks_of(pack: Pack, names: Sequence[str], year: int) -> tuple[int, ...]:
    """One rule mask for each way onto any of the lists (CalledWrongly: no such list).

    While no low-income cut-off is keyed in for the year, the lists that ask for it take everybody whom their other rules
    name; who would be on one for low income alone is on none."""
    cut_off = year in pack.income.low_income_cutoff
    found: list[int] = []
    for name in names:
        if name not in pack.lists:
            raise CalledWrongly(f"方案没有名单“{name}”，现有：{'、'.join(pack.lists) or '无'}。")
        for together in pack.lists[name]:
            rules = [rule for rule in together if cut_off or rule != LOW_INCOME]
            found.extend([sum(map(bit_of, rules))] if rules else [])
    return tuple(found) or ((NOBODY,) if names else ())


def reminders(pack: Pack, year: int) -> tuple[str, ...]:
    """What a reader of the lists must know: that a cut-off which they ask for is not keyed in yet."""
    if year in pack.income.low_income_cutoff:
        return ()
    wide = [name for name, ways in pack.lists.items() if any(LOW_INCOME in together for together in ways)]
    return tuple(f"{year}年低收入组分组线未填入，“{name}”暂不按低收入筛选。" for name in wide)
