"""Targets as lines: what a target is called, who answers for it, how far it is from where it should be, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.packs import Pack
from metrics.results import Judgement, Result
from services.views import forms
from services.views.answers import Answers
from services.views.every import missed
from services.views.missing import NOTHING, Missing
from services.views.words import SEVERITY

NO_LEAD = "未列牵头单位"
FOLDED = ("met", "on_pace")
EACH = ("every county", "every township", "every village", "every unit")
BEHIND = ("far_behind", "behind")
#: what stands where a kind of target has no state: a list of names, a score by the paper's rule
UNLIT: Mapping[str, str] = {"list": "清单", "line": "清单", "rule": "按规则计"}


@dataclass(frozen=True, kw_only=True)
class TargetWords:
    """What the pack says of a target beside its number; found by code and scope."""

    title: str
    lead: str
    population: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """One target of the pack with its result; ``unit_name`` names the region of a target that is not the root's.

    ``missing``: what it still takes; ``last_year``: 去年同期进度 in percent, only of a progress within one year."""

    result: Result
    judgement: Judgement
    title: str
    lead: str
    unit_name: str
    population: str
    missing: Missing = NOTHING
    last_year: Fraction | None = None

    @property
    def status(self) -> str | None:
        return self.judgement.status

    @property
    def shown(self) -> str | None:
        """The state as the screen counts it: a 力争 target that is missed is ``stretch``, never 滞后."""
        return "stretch" if self.judgement.stretch and self.judgement.status in BEHIND else self.judgement.status

    @property
    def severity(self) -> int:
        return SEVERITY.get(self.shown or "", len(SEVERITY))

    @property
    def shortfall(self) -> Fraction:
        """Points behind what was expected by now: pace for progress, the whole target otherwise."""
        done = self.judgement.completion
        expected = self.judgement.pace if self.judgement.pace is not None else Fraction(100)
        return expected - done if done is not None else Fraction(0)


def words_of(pack: Pack) -> Mapping[tuple[str, str], TargetWords]:
    """What the pack says of each of its targets, by code and scope."""
    return {
        (target.code, target.scope): TargetWords(
            title=target.title, lead="、".join(target.lead), population=target.population or ""
        )
        for target in pack.targets
    }


def target_lines(answers: Answers, words: Mapping[tuple[str, str], TargetWords]) -> list[TargetLine]:
    """Every target once: the root's on the root, a region's own on that region; ``every …`` scopes on the root. What was handed
    down to a unit stands on the unit's own page only: it is a part of the root's line."""
    lines: list[TargetLine] = []
    for result in answers.results:
        judgement = result.target
        if judgement is None:
            continue
        own = judgement.scope == result.figure.region and result.figure.region != answers.region
        if result.figure.region != answers.region and (not own or judgement.handed_down is not None):
            continue
        said = words.get((judgement.code, judgement.scope)) or TargetWords(title=result.title, lead="")
        lines.append(
            TargetLine(
                result=result, judgement=judgement, title=said.title.removeprefix("其中"), lead=said.lead or NO_LEAD,
                unit_name=answers.name(result.figure.region) if own else "", population=said.population,
            )
        )  # fmt: skip
    return lines


def by_lead(lines: Sequence[TargetLine]) -> list[tuple[str, list[TargetLine]]]:
    """牵头单位 with their lines, the unit with most far behind first, then most behind."""
    groups: dict[str, list[TargetLine]] = {}
    for line in lines:
        groups.setdefault(line.lead, []).append(line)

    def weight(entry: tuple[str, list[TargetLine]]) -> tuple[int, int, int]:
        states = Counter(line.shown for line in entry[1])
        return (-states["far_behind"], -states["behind"], min(line.severity for line in entry[1]))

    return [(lead, _in_order(members)) for lead, members in sorted(groups.items(), key=weight)]


def names_leads(groups: Sequence[tuple[str, object]]) -> bool:
    """Whether the paper names any 牵头单位: where it names none there is nothing to group by."""
    return any(lead != NO_LEAD for lead, _ in groups)


def _in_order(members: Sequence[TargetLine]) -> list[TargetLine]:
    """Worst first; a region's own targets stand under the root's line of the same indicator."""
    roots = {line.result.indicator: line for line in members if not line.unit_name}

    def place(line: TargetLine) -> tuple[int, Fraction, str, bool, int, Fraction]:
        over = roots.get(line.result.indicator, line)
        return (
            over.severity, -over.shortfall, over.judgement.code, bool(line.unit_name), line.severity, -line.shortfall,
        )  # fmt: skip

    return sorted(members, key=place)


def target_text(judgement: Judgement, decimals: int) -> str:
    """The number to reach as people write it: 87,500, 7左右, 65—75, — for none; 各4 where every unit owes it and the figure
    beside it is of all together (a unit with 次/县 says so itself)."""
    value = judgement.value
    if value is None:
        return "—"
    if isinstance(value, tuple):
        return f"{forms.plain(value[0], decimals)}—{forms.plain(value[1], decimals)}"
    around = "左右" if judgement.op == "about" else ""
    upper = "不超过" if judgement.op in ("<=", "<") and value != 0 else ""
    return f"{each(judgement)}{upper}{forms.figure(value, judgement.unit, decimals)}{around}"


def each(judgement: Judgement) -> str:
    """各 before a number that every unit owes by itself, where it stands beside the figure of all together."""
    together = judgement.scope in EACH and judgement.gap is None and not {"/", "%"} & set(judgement.unit)
    return "各" if together else ""


def gap_text(judgement: Judgement, unit: str, decimals: int) -> str:
    """差 5,870 亩; of what every unit owes who misses it: 2个县市区未达到."""
    if judgement.gap is None and (short := missed(judgement)):
        return short
    whole = judgement.gap is not None and judgement.gap.denominator == 1 and unit not in forms.FRACTIONAL
    return forms.gap(judgement.gap, unit, 0 if whole else decimals, spaced=True)


def full_title(line: TargetLine) -> str:
    """The title, with the unit whose target it is."""
    return f"{line.title}（{line.unit_name}）" if line.unit_name else line.title
