"""Two packs side by side: the paper, who reports, targets, settings, rules and words; what is the same is left out unless asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.catalogue import Catalogue
from metrics.income_rules import RULES
from metrics.packs import Pack, Target
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views import glossary_targets as aims
from services.views.glossary_formula import Sheets
from services.views.paper import facts, sheet_words
from services.views.paper_rules import LABELS, OFF, bound_words, level_word
from services.views.paper_settings import settings_of
from services.views.paper_targets import alike_but_for_year, years_words
from services.views.words import RULE_WORDS

NOT_SET, NOT_TAKEN = "不设目标", "不收"
COMPARED, ONLY_HERE, ONLY_THERE = "目标（指标相同）", "目标（仅本方案）", "目标（仅对照方案）"
Fact = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One line: in which group, what, and the words of both packs."""

    group: str
    name: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        return self.here != self.there


def differences(
    here: Pack, there: Pack, catalogue: Catalogue, sheets: Sheets, names: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Everything that a pack decides, of both packs, in the order of the page's parts; what is the same too."""
    found: list[Difference] = []
    paired = {
        "方案": (facts(here, names), facts(there, names)),
        "谁报什么": (_reports(here, sheets, names), _reports(there, sheets, names)),
    }
    for group, (own, other) in paired.items():
        found += _side_by_side(group, own, other, NOT_TAKEN)
    found += _targets(here, there, catalogue, names)
    found += _side_by_side("设置", _settings(here, names), _settings(there, names), forms.BLANK)
    found += _side_by_side("预警规则", _rules(here), _rules(there), OFF)
    found += _side_by_side("用词", _labels(here), _labels(there), forms.BLANK)
    return tuple(found)


def _side_by_side(group: str, own: Sequence[Fact], other: Sequence[Fact], nothing: str) -> Iterator[Difference]:
    here, there = dict(own), dict(other)
    for name in dict.fromkeys((*here, *there)):
        yield Difference(group=group, name=name, here=here.get(name, nothing), there=there.get(name, nothing))


def _reports(pack: Pack, sheets: Sheets, names: Mapping[str, str]) -> list[Fact]:
    found: list[Fact] = []
    for sheet in (name for name in sheets if name in pack.sheets):
        who, row, exempt = sheet_words(pack, names, sheet)
        said = (who, f"每行{row}" if row else "", f"免报：{exempt}" if exempt != "无" else "")
        found.append((sheets[sheet].title, "，".join(part for part in said if part)))
    return found


def _targets(here: Pack, there: Pack, catalogue: Catalogue, names: Mapping[str, str]) -> list[Difference]:
    """By indicator; a task's own code means nothing in another paper, so tasks are told by their title."""
    own, other = _aims(here, catalogue, names), _aims(there, catalogue, names)
    found = [Difference(group=COMPARED, name=name, here=own[name], there=other[name]) for name in own if name in other]
    found += [Difference(group=ONLY_HERE, name=name, here=own[name], there=NOT_SET) for name in own if name not in other]
    found += [Difference(group=ONLY_THERE, name=name, here=NOT_SET, there=other[name]) for name in other if name not in own]
    return found


def _aims(pack: Pack, catalogue: Catalogue, names: Mapping[str, str]) -> dict[str, str]:
    grouped: dict[str, list[Target]] = {}
    for target in pack.targets:
        indicator = catalogue.indicators.get(target.indicator or "")
        grouped.setdefault(indicator.title if indicator is not None else target.title, []).append(target)
    return {title: "；".join(_aim_words(group, names) for group in _groups(targets)) for title, targets in grouped.items()}


def _groups(targets: Sequence[Target]) -> list[list[Target]]:
    """Those that differ only in their year, or only in their place, as one."""
    by_year = alike_but_for_year(targets)
    return by_year if any(len(group) > 1 for group in by_year) else aims.alike(targets)


def _aim_words(group: Sequence[Target], names: Mapping[str, str]) -> str:
    target = group[0]
    year = aims.years(target) if len({entry.year for entry in group}) == 1 else years_words(group)
    whom = aims.population(target)
    placed = group if len({entry.scope for entry in group}) > 1 else [target]
    lead = "、".join(target.lead)
    said = "，".join(part for part in (whom, target.clause, lead) if part)
    return f"{year}{aims.target_words(placed, names)}{f'（{said}）' if said else ''}"


def _settings(pack: Pack, names: Mapping[str, str]) -> list[Fact]:
    return [(setting.name, setting.words) for setting in settings_of(pack, names)]


def _rules(pack: Pack) -> list[Fact]:
    found: list[Fact] = []
    for rule in RULES:
        setting = pack.warnings.get(rule)
        if setting is not None:
            bounds = bound_words(setting.bounds)
            found.append((RULE_WORDS[rule], "，".join(part for part in (level_word(pack, setting.level), bounds) if part)))
    return found


def _labels(pack: Pack) -> list[Fact]:
    return [(what, str(getattr(pack.labels, key))) for key, what in LABELS.items()]


def difference_table(found: Sequence[Difference], titles: tuple[str, str], context: str, *, whole: bool = False) -> Table:
    """The lines that differ (``whole``: all), both packs side by side; how many are the same is said below."""
    shown = [line for line in found if whole or line.differs]
    rows: list[TableRow] = []
    for group in dict.fromkeys(line.group for line in shown):
        own = [line for line in shown if line.group == group]
        rows.append(TableRow(kind="group", cells=(TableCell(text=group),), note=f"{len(own)}项"))
        rows += [_row(line, strong=whole and line.differs) for line in own]
    same = sum(not line.differs for line in found)
    notes = (f"相同的{same}项{'也列出' if whole else '未列出'}。",) if same else ()
    columns = (
        TableColumn(key="name", heading="项目", width=26, wrap=True),
        TableColumn(key="here", heading=titles[0], width=60, wrap=True),
        TableColumn(key="there", heading=titles[1], width=60, wrap=True),
    )
    differing = sum(line.differs for line in found)
    return Table(title=f"与其他方案对照　{differing}项不同", columns=columns, rows=tuple(rows), notes=notes, context=context)


def _row(line: Difference, *, strong: bool) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=line.name),
            TableCell(text=line.here, strong=strong, muted=line.here in (NOT_SET, NOT_TAKEN)),
            TableCell(text=line.there, strong=strong, muted=line.there in (NOT_SET, NOT_TAKEN)),
        )
    )
