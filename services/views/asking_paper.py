"""What the page 工作方案 asks: the pack as the database keeps it, and how it differs from others. No report is needed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from data_access.sheets import load_sheets
from data_access.store import PackEntry, pack_entries
from metrics.catalogue import load_catalogue
from metrics.packs import Pack, load_pack, shipped_packs
from services.initialising import fingerprint
from services.tables.model import Table
from services.views import forms
from services.views.answering import names_of, nouns
from services.views.model import Clause, Headline, Page, Tile
from services.views.paper import Paper, Stored, fact_table, question_table, sheet_table
from services.views.paper_differences import Difference, difference_table, differences
from services.views.paper_rules import label_table, list_table, rule_table
from services.views.paper_settings import Setting, settings_of, settings_table
from services.views.paper_targets import Wording, on_screen, target_table
from services.workspace import Workspace

SHIPPED, BESIDE = "（随程序提供）", "与其他方案对照"
Lines = tuple[tuple[Difference, ...], tuple[str, str]]


def ask_paper(workspace: Workspace, pack: Pack, _period: str, _region: str) -> Paper:
    """The page of a pack; the same in every period and unit."""
    names, sheets = names_of(workspace), load_sheets()
    stored = _stored(workspace, _filed(workspace, pack))
    context = (f"文件：{pack.document}", f"{forms.day(pack.issued)}印发", _years(pack))
    head = " · ".join(context)
    settings = settings_of(pack, names)
    wording = Wording(catalogue=load_catalogue(), sheets=sheets, names=names, whole=nouns(workspace, pack.root)[1])
    questions = question_table(pack, head)
    page = Page(
        headline=_headline(pack, settings), context=context, tiles=_tiles(pack, settings, len(pack.sheets)),
        table=target_table(pack, wording, head),
    )  # fmt: skip
    return Paper(
        page=page, targets=on_screen(page.table), stored=stored, others=others(workspace, _filed(workspace, pack)),
        general=(fact_table(pack, names, stored, head), sheet_table(pack, sheets, names, head)),
        settings=(questions, settings_table(settings, head)), rules=_rules(pack, head),
    )  # fmt: skip


def _rules(pack: Pack, head: str) -> tuple[Table, ...]:
    lists = list_table(pack, head)
    return (rule_table(pack, head), *((lists,) if lists is not None else ()), label_table(pack, head))


def ask_difference(workspace: Workspace, pack: Pack, _period: str, _region: str, other: str, whole: str) -> Table:
    """The pack beside another one of ``others``; ``whole``: what is the same too."""
    there = _other(workspace, other)
    catalogue, sheets, names = load_catalogue(), load_sheets(), names_of(workspace)
    found = differences(pack, there, catalogue, sheets, names)
    titles = (pack.title, f"{there.title}{SHIPPED}" if there.title == pack.title else there.title)
    return difference_table(found, titles, f"{titles[0]} 对照 {titles[1]}", whole=bool(whole))


def others(workspace: Workspace, pack: Pack) -> Mapping[str, str]:
    """What can be compared with: the other packs of the database, then the shipped ones, a shipped one of the same id
    only where it says something else; name → how ``ask_difference`` knows it."""
    found = {entry.title: entry.id for entry in workspace.packs if entry.id != pack.id}
    for name in shipped_packs():
        shipped = load_pack(name)
        if name == pack.id and fingerprint(shipped) == fingerprint(pack):
            continue
        if name in {
            entry.id for entry in workspace.filed if entry.id != pack.id and fingerprint(entry) == fingerprint(shipped)
        }:
            continue
        same = name == pack.id or shipped.title in found
        found[f"{shipped.title}{SHIPPED}" if same else shipped.title] = f"{SHIPPED}{name}"
    return found


def _filed(workspace: Workspace, pack: Pack) -> Pack:
    """The pack as its file says, without what was keyed in."""
    return next((one for one in workspace.filed if one.id == pack.id), pack)


def _other(workspace: Workspace, other: str) -> Pack:
    return load_pack(other.removeprefix(SHIPPED)) if other.startswith(SHIPPED) else workspace.pack(other)


def _stored(workspace: Workspace, pack: Pack) -> Stored:
    """How the pack is kept, and a word where the shipped one of that id is another."""
    entry = next((one for one in pack_entries(workspace.database) if one.id == pack.id), PackEntry(id=pack.id))
    since = forms.minute(entry.set_at) if entry.set_at is not None else "建库"
    own = entry.text is not None
    if own and pack.id in shipped_packs() and fingerprint(load_pack(pack.id)) != fingerprint(pack):
        return Stored(own=own, since=since, said=_count(workspace, pack), beside=_beside(workspace, pack))
    return Stored(own=own, since=since)


def _beside(workspace: Workspace, pack: Pack) -> str:
    """Where the pack stands beside the shipped one of its id; with several packs in the database it is named."""
    named = {"pack": pack.title} if len(workspace.packs) > 1 else {}
    return f"/paper?{urlencode({**named, 'part': BESIDE, 'other': f'{load_pack(pack.id).title}{SHIPPED}'})}"


def _count(workspace: Workspace, pack: Pack) -> str:
    found = differences(pack, load_pack(pack.id), load_catalogue(), load_sheets(), names_of(workspace))
    many = sum(line.differs for line in found)
    return f"本库按本单位的方案文件判断，与随程序提供的同名方案有{many}项不同。" if many else ""


def _years(pack: Pack) -> str:
    first, last = pack.years
    return f"{first}年" if first == last else f"{first}—{last}年"


def _headline(pack: Pack, settings: tuple[Setting, ...]) -> Headline:
    """本方案55项目标由12个单位牵头；12项设置没有写明，另有5个问题未定；文件有1处前后不一致."""
    leads = len({lead for target in pack.targets for lead in target.lead})
    led = f"由{leads}个单位牵头" if leads else "未列牵头单位"
    waiting = sum(setting.is_open for setting in settings)
    said = [f"本方案{len(pack.targets)}项目标{led}" if pack.targets else "本方案未设目标"]
    said += [f"{waiting}项设置未设定"] if waiting else []
    said += [f"{len(pack.open_questions)}个问题方案没有写明"] if pack.open_questions else []
    said += [f"文件有{len(pack.conflicts)}处前后不一致"] if pack.conflicts else []
    return (Clause(text=f"{'；'.join(said)}。"),)


def _tiles(pack: Pack, settings: tuple[Setting, ...], sheets: int) -> tuple[Tile, ...]:
    stretch = sum(target.stretch for target in pack.targets)
    leads = {lead for target in pack.targets for lead in target.lead}
    waiting = [setting for setting in settings if setting.is_open]
    return (
        Tile(name="目标", figure=f"{len(pack.targets)}", unit="项", under=f"其中力争{stretch}项" if stretch else _years(pack)),
        Tile(name="牵头单位", figure=f"{len(leads)}", unit="个", under="方案列明" if leads else "方案未列"),
        Tile(name="报表", figure=f"{sheets}", unit="张", under=f"填报部门{len(pack.departments)}个" if pack.departments else "由各地填报"),
        Tile(name="未设定的设置", figure=f"{len(waiting)}", unit="项", under="相应的判断不做"),
        Tile(
            name="未定事项", figure=f"{len(pack.open_questions) + len(pack.conflicts)}", unit="项",
            under=f"前后不一致{len(pack.conflicts)}处" if pack.conflicts else "方案没有写明",
        ),
    )  # fmt: skip
