"""Which villages are nearest to a step of income, by how much, and how many of them would do for the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.results import Result
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.ladder import STEPS, Village, distance, needed, of_operating, short_of

SHARES: Mapping[int, str] = {step: f"collective.share_total_{step}" for step in STEPS}
SHOWN = 7


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step that villages are to reach: ``key`` as addresses write it; ``operating``: of the operating income alone."""

    key: str
    value: int
    operating: bool = False

    @property
    def name(self) -> str:
        """15万元, 经营性5万元."""
        return f"{'经营性' if self.operating else ''}{self.value}万元"


#: steps that a paper sets beside those of the ladder, by the indicator that counts who has passed them
OWN_STEPS: Mapping[str, Step] = {
    "collective.share_total_8": Step(key="8", value=8),
    "collective.share_operating_5": Step(key="operating-5", value=5, operating=True),
    "collective.villages_below_operating_5": Step(key="operating-5", value=5, operating=True),
    "collective.share_operating_10": Step(key="operating-10", value=10, operating=True),
    "collective.share_total_5": Step(key="5", value=5),
}


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """Who is short of one step: the finding, the nearest first, how many would do for the target; ``aimed``: there is one."""

    step: Step
    finding: str
    table: Table
    all_rows: Table
    note: str
    count: int
    aimed: bool


def nearest_lists(answers: Answers, villages: Sequence[Village], noun: str) -> tuple[Nearest, ...]:
    """The paper's own steps first, then those of the ladder from 10 up."""
    own: dict[str, Nearest] = {}
    for key, step in OWN_STEPS.items():
        result = next((one for one in answers.all(key) if one.target is not None), None)
        if result is not None and step.key not in own:
            own[step.key] = _nearest(villages, step, result, noun)
    ladder = [_nearest(villages, Step(key=str(step), value=step), answers.one(SHARES[step]), noun) for step in STEPS[1:]]
    return (*own.values(), *ladder)


def first_shown(lists: Sequence[Nearest]) -> str:
    """The step that the page opens with: the paper's own, then 15万元 or another that it sets a target for, then the lowest
    that a village is short of: it is the one that the headline tells of."""
    own = [entry.step.key for entry in lists if entry.step in OWN_STEPS.values()]
    aimed = sorted((entry.step.key for entry in lists if entry.aimed), key=lambda key: key != "15")
    short = [entry.step.key for entry in lists if entry.count]
    return next(iter([*own, *aimed, *short]), "15")


def _nearest(villages: Sequence[Village], step: Step, result: Result | None, noun: str) -> Nearest:
    told = of_operating(villages) if step.operating else list(villages)
    short = short_of(told, step.value)
    missing = _missing(result, len(told), len(short))
    if not told:
        finding = f"还没有{step.name}的数"
    elif not short:
        finding = f"{len(told):,}个村全部达{step.name}"
    elif missing:
        finding = f"再有{missing:,}个村过{step.name}即达标；{short[0].name}只差{distance(short[0], step.value)}"
    else:
        finding = f"{len(short):,}个村不足{step.name}，最近的{short[0].name}差{distance(short[0], step.value)}"
    return Nearest(
        step=step, finding=finding, note=_note(result, len(told), len(short), missing or 0), count=len(short), aimed=missing is not None,
        table=_table(short[:SHOWN], step, missing or 0, noun), all_rows=_table(short, step, missing or 0, noun),
    )  # fmt: skip


def _missing(result: Result | None, villages: int, short: int) -> int | None:
    """How many villages the target still takes; None without one."""
    goal = result.target.value if result is not None and result.target is not None else None
    if result is None or not isinstance(goal, Fraction):
        return None
    if result.unit == "%":
        return needed(villages, villages - short, goal)
    return max(short - int(goal), 0)  # so many may stay below


def _note(result: Result | None, villages: int, short: int, missing: int) -> str:
    goal = result.target.value if result is not None and result.target is not None else None
    note = ""
    if not isinstance(goal, Fraction):
        note = "本方案未设目标。"
    elif missing and result is not None and result.unit == "%":
        note = f"还需{missing:,}个村即达{forms.plain(goal, 2)}%（{villages - short + missing:,}/{villages:,}）。"
    elif missing:
        note = f"还需{missing:,}个村即达标。"
    return note + (f"此处列最近的{SHOWN}个，全部{short:,}个村见导出表。" if short > SHOWN else "")


def _table(short: Sequence[Village], step: Step, missing: int, noun: str) -> Table:
    key = "collective.mean_operating" if step.operating else "collective.mean_total"  # of one village: its own income
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading="乡镇" if noun == "村" else noun, width=12),
        TableColumn(key="village", heading="村", width=14),
        TableColumn(
            key=key, heading="经营性收入" if step.operating else "总收入", align="right", number=True, decimals=2, width=10
        ),
        TableColumn(key="bullet", heading=f"到{step.value}万元", width=10),
        TableColumn(key="gap", heading="差距", align="right", number=True, decimals=2, width=10),
    )
    rows = tuple(
        TableRow(
            selected=index <= missing,
            region=village.code,
            cells=(
                TableCell(text=str(index), muted=True),
                TableCell(text=village.unit_name),
                TableCell(text=village.name),
                TableCell(text=forms.number(village.total, 2), value=float(village.total)),
                TableCell(bullet=Bullet(done=max(float(village.total), 0.0) / step.value)),
                TableCell(
                    text=forms.gap(village.total - step.value, "", 2, spaced=True).strip(),
                    value=float(step.value - village.total),
                    strong=True,
                ),
            ),
        )
        for index, village in enumerate(short, start=1)
    )
    return Table(title=f"不足{step.name}的村", unit="万元", columns=columns, rows=rows)
