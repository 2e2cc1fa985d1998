"""Taking the early-warning list along: as shown, for the round, or as a card for each household; masked unless asked for.

Asking to see persons is written down before a single byte is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from data_access.errors import CalledWrongly
from data_access.store import WarningRow
from metrics.packs import Pack
from services.disclosure import disclose
from services.exports.warning_words import filter_words, too_many
from services.exports.warning_workbook import warning_workbook
from services.sight import Asked, Permit
from services.warning_churn import quarter_before
from services.warning_list import ListFilter, WarningPage, warning_page
from services.workspace import Workspace

Form = Literal["list", "visit", "cards"]
FORMS: Mapping[Form, str] = {"list": "名单", "visit": "入户核实表（按村）", "cards": "一户一策卡"}


def take_list(
    workspace: Workspace, *, filters: ListFilter, form: Form = "list", asked: Asked | None = None, **question: Any
) -> tuple[bytes, int]:
    """The workbook of the filtered list and its number of households; ``question`` as of ``warning_page``.

    ``asked``: for names, identity numbers and telephones (NotAllowed, CalledWrongly: see ``disclose``). CalledWrongly: more
    households than there can be cards."""
    seen = workspace.at(question.pop("as_of", None) or workspace.as_of)
    page = warning_page(seen, filters=filters, **question)
    if form == "cards" and (said := too_many(page.total)):
        raise CalledWrongly(said)
    permit = None if asked is None else _permit(seen, page, filter_words(seen, page, filters), form, asked)
    return _written(seen, page, filters, form, permit), page.total


def take_filtered(
    workspace: Workspace, pack: Pack, period: str, region: str, filters: ListFilter, *, order: str, form: Form = "list",
    asked: Asked | None = None,
) -> bytes:  # fmt: skip
    """The list of the page as a workbook; ``order`` in the page's words."""
    from services.views.asking_warning_standing import ORDERS

    ranking, descending = ORDERS[order]
    question = {"period": period, "pack": pack.id, "region": region, "order": ranking, "descending": descending}
    return take_list(workspace, filters=filters, form=form, asked=asked, **question)[0]


def take_card(workspace: Workspace, pack: Pack, period: str, row: WarningRow, region: str, asked: Asked | None = None) -> bytes:
    """The card of one household of the list of ``period``."""
    page = WarningPage(pack=pack.id, period=period, region=region, total=1, by_level={}, by_rule={}, rows=(row,))
    permit = None if asked is None else _permit(workspace, page, f"尾号{row.household_no[-4:]}", "cards", asked)
    return _cards(workspace, page, permit)


def write_list(workspace: Workspace, target: str, **asked: Any) -> int:
    """``take_list`` into a file; returns the number of households."""
    folder = Path(target).resolve().parent
    if not folder.is_dir():
        raise CalledWrongly(f"没有目录：{folder}。")
    content, households = take_list(workspace, **asked)
    Path(target).write_bytes(content)
    return households


def _permit(workspace: Workspace, page: WarningPage, filters: str, form: Form, asked: Asked) -> Permit:
    return disclose(
        workspace, asked, what=FORMS[form], pack=page.pack, period=page.period, filters=filters, households=page.total
    )


def _written(workspace: Workspace, page: WarningPage, filters: ListFilter, form: Form, permit: Permit | None) -> bytes:
    """Households that are gone stand as they did in the quarter before; the masked list says what became of them."""
    if filters.churn == "gone":
        if form == "list" and permit is None:
            from services.views.asking_warnings import gone_workbook

            return gone_workbook(workspace, workspace.pack(page.pack), page, filters)
        page = replace(page, period=quarter_before(page.period))
    if form == "cards":
        return _cards(workspace, page, permit)
    if form == "visit":
        from services.exports.visit_workbook import visit_workbook

        return visit_workbook(workspace, page, filters, permit)
    return warning_workbook(workspace, page, filters, permit)


def _cards(workspace: Workspace, page: WarningPage, permit: Permit | None) -> bytes:
    from services.exports.card_workbook import card_workbook  # brings pandas, which a list does without

    return card_workbook(workspace, page, permit)
