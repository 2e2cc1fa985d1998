"""Habits 36 to 43: how places are written, under their parents or not, and which rows name none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Form
from tests.intake.habits import each
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.paper import Paper
from tests.intake.rows import GONGHE, PANMAO, TREE, XINQIAO, employment, households, name, villages
from tests.intake.sheets import link, proj, shop
from tests.intake.wrong import Wrong, at, nowhere, put

SHORT, OTHER = {"place_old_name"}, {"normalised"}
COUNTY: dict[str, Any] = {"title": ("2023年5月农村劳动力转移就业月报表",), "above": ({1: "填报单位：牟定县乡村振兴局"},)}


def core(code: str) -> str:
    """古岩村民委员会 → 古岩, 茅阳社区居民委员会 → 茅阳."""
    return name(code).removesuffix("村民委员会").removesuffix("社区居民委员会")


def every(pattern: str, notes: set[str], make: Callable[..., Form] = emp) -> Honest:
    """Every village written by a pattern: {core}, {full}."""
    return Honest(make(place=lambda code: pattern.format(core=core(code), full=name(code))), notes=notes)


def one(text: Any, notes: set[str] | None = None, warnings: tuple[str, ...] = (), index: int = 1) -> Honest:
    """One village (龙泉 unless told otherwise) written otherwise."""
    return Honest(emp(), notes=notes or set(), warnings=list(warnings), touch=put("region", index, text))


def communities(text: Callable[[str], str], notes: set[str]) -> Honest:
    """共和镇's villages and communities, each as ``text`` writes it."""
    title, above = ("牟定县共和镇2023年5月农村劳动力转移就业月报表",), ({1: "填报单位：共和镇"},)
    form = emp(employment(GONGHE), title=title, above=above, place=text)
    return Honest(form, reporters=(GONGHE,), notes=notes)


def _suffixes() -> dict[str, Honest]:
    """40: a suffix of the other kind, too, where one place is left."""
    village = ("村", "村委会", "村民委员会", "社区", "居委会", "社区居委会", "社区居民委员会", "居民委员会")
    cases = {
        f"40 village called {word}": every(f"{{core}}{word}", SHORT if word != "村民委员会" else set()) for word in village
    }
    for word in ("社区", "居委会", "社区居委会", "社区居民委员会", "村", "村委会", "村民委员会"):
        cases[f"40 community called {word}"] = communities(lambda code, word=word: core(code) + word, SHORT)
    return cases


def _trimmings() -> dict[str, Honest]:
    """Numbers in front, brackets and marks behind, dots between."""
    written = {
        "1. in front": "1.{full}", "1、 in front": "1、{full}", "① in front": "①{full}", "（一） in front": "（一）{full}",
        "一、 in front": "一、{full}", "full-width number in front": "１．{full}", "01 in front": "01{full}", "(1) in front": "(1){full}",
        "1） in front": "1）{full}", "bracket behind": "{full}（山区）", "old name behind": "{full}（原大村）", "star behind": "{full}*",
        "※ in front": "※{full}", "colon behind": "{full}：", "quotes": "“{full}”", "parent in brackets": "{full}（蟠猫乡）",
        "dot between": "蟠猫乡·{full}", "point between": "蟠猫乡.{full}", "stroke between": "蟠猫乡/{full}", "dash between": "牟定县－蟠猫乡－{full}",
        "number and parent": "3.蟠猫乡{full}", "blanks inside": "{core} 村 民 委 员 会", "full-width blank": "　{full}　",
        "no-break blank": "{core}\u00a0村民委员会",
        "zero width": "\u200b{full}", "line break": "蟠猫乡\n{full}", "tab": "\t{full}",
    }  # fmt: skip
    return {f"36 {words}": every(pattern, OTHER) for words, pattern in written.items()}


def _put_parents(*words: str | None) -> Callable[[Paper, Form], None]:
    """乡镇 beside 村, not merged: what stands there row by row."""

    def touch(paper: Paper, form: Form) -> None:
        for row, word in zip(form.row_of, words, strict=False):
            paper.cells.pop((row, form.column_of["乡镇"]), None)
            paper.put(row, form.column_of["乡镇"], word)

    return touch


def _three_columns(paper: Paper, form: Form) -> None:
    """县、乡镇、村: the county in front of the township, merged over all rows."""
    top, bottom = form.heading_rows
    paper.put(top, 1, "县（市、区）")
    paper.put(form.row_of[0], 1, "牟定县")
    for row in form.row_of[1:]:
        paper.cells.pop((row, 1), None)
    paper.merge(form.row_of[0], 1, form.row_of[-1], 1)
    assert bottom >= top


def _wide(full: str) -> str:
    code = next(region.code for region in TREE.inside(PANMAO, "village") if region.name == full)
    return "".join(chr(ord(digit) + 0xFEE0) for digit in code)


TWO = [*employment(PANMAO), *employment(XINQIAO)]

HONEST: dict[str, Honest] = {
    "36 short": every("{core}", SHORT),
    "36 short of money": every("{core}", SHORT, col),
    "36 short of households": every("{core}", SHORT, hh),
    "36 short of workshops": every("{core}", SHORT, shop),
    "36 short of projects": every("{core}", SHORT, proj),
    "36 short of linkage": every("{core}", SHORT, link),
    "36 the office of a township": Honest(hh([{**row, "region": PANMAO} for row in households()], place=lambda _: "蟠猫乡人民政府"), notes=OTHER),
    "36 a township short": Honest(hh([{**row, "region": PANMAO} for row in households()], place=lambda _: "牟定县蟠猫乡"), notes=OTHER),
    "37 all parents": communities(lambda code: f"云南省楚雄州牟定县共和镇{core(code)}社区", SHORT),
    "37 all parents in full": every("云南省楚雄彝族自治州牟定县蟠猫乡{full}", OTHER),
    "37 parents without what they are": communities(lambda code: f"牟定共和{core(code)}", SHORT),
    "37 the county alone": every("牟定县{full}", OTHER),
    "37 the province alone": every("云南{full}", OTHER),
    "37 parents with blanks": every("云南省 楚雄州 牟定县 蟠猫乡 {full}", OTHER),
    "39 a parent with 镇 for 乡": one(f"蟠猫镇{name(villages(PANMAO)[1])}", warnings=("place_near",)),
    "39 a township column with 镇 for 乡": Honest(
        emp(township_column="filled"), warnings=["place_near"] * 7, touch=_put_parents(*["蟠猫镇"] * 7)
    ),
    "39 a merged township with 镇 for 乡": Honest(
        emp(township_column="merged"), warnings=["place_near"], touch=_put_parents("蟠猫镇", *[None] * 6)
    ),
    "39 a household in a township of another kind": Honest(
        hh([{**row, "region": PANMAO} for row in households()]), warnings=["place_near"], touch=put("region", 0, "蟠猫街道")
    ),
    **_suffixes(),
    **_trimmings(),
    "40 township code for a household": Honest(hh([{**row, "region": PANMAO} for row in households()], place=lambda code: code[:9]), notes=OTHER),
    "40 code in full width": Honest(emp(), notes=OTHER, touch=each("region", _wide)),
    "40 a group of the village": Honest(hh(place=lambda code: f"{name(code)}3组"), notes=OTHER),
    "40 a group of the village in words": Honest(hh(place=lambda code: f"{core(code)}村委会第二村民小组"), notes=SHORT),
    "40 township short over the villages": Honest(emp(township_column="merged"), notes=SHORT, touch=_put_parents("蟠猫", *[None] * 6)),
    "40 county, township and village": Honest(emp(TWO, township_column="merged", **COUNTY), reporters=(XINQIAO, PANMAO), touch=_three_columns),
    "40 township once, not merged": Honest(emp(township_column="filled"), touch=_put_parents("蟠猫乡", *[None] * 6)),
    "40 township of blank words": Honest(emp(township_column="filled"), touch=_put_parents("蟠猫乡", "—", "-", "　", *[None] * 3)),
    "43 全县 is the county": Honest(proj([proj().rows[0]]), reporters=(PANMAO,)),
}  # fmt: skip


def wrong(text: Any, code: str, form: Form | None = None) -> Wrong:
    """One place that is refused where it stands."""
    return Wrong(form or emp(), [(code, at("region", 1))], put("region", 1, text))


def _township(word: str, code: str) -> Wrong:
    """The cell of a township over its villages is at fault: named once, at the merged cell."""
    return Wrong(emp(township_column="merged"), [(code, lambda form: f"B{form.row_of[0]}")], _put_parents(word, *[None] * 6))


WRONG: dict[str, Wrong] = {
    "36 a name that is none": wrong("东方红", "place_unknown"),
    "36 a letter wrong in short": wrong("龙全", "place_unknown"),
    "37 behind the wrong township": wrong("共和镇龙泉村", "place_unknown"),
    "37 behind the wrong county": wrong("姚安县龙泉村", "place_unknown"),
    "37 behind half a name": wrong("蟠乡龙泉村", "place_unknown"),
    "37 the parent in brackets is another": wrong("龙泉村（共和镇）", "place_unknown"),
    "37 the parents behind": wrong("龙泉村蟠猫乡", "place_unknown"),
    "38 an old county of elsewhere": wrong("文山县", "place_outside", hh()),
    "39 a township that is none": _township("共合镇", "place_unknown"),
    "39 a township of elsewhere": _township("共和镇", "place_outside"),
    "39 two villages in a cell": wrong("龙泉村、双龙村", "place_unknown"),
    "40 a group of the village in employment": wrong("龙泉村3组", "place_level"),
    "40 a hamlet in employment": wrong("龙泉村大坡自然村", "place_level"),
    "40 a part of the village": wrong("龙泉村（其中：脱贫户）", "place_unknown"),
    "40 a branch of the party": wrong("龙泉村党总支", "place_unknown"),
    "40 a code that is none": wrong("532323201299", "place_unknown"),
    "40 a code cut short": wrong("5323232012", "place_unknown"),
    "40 a place elsewhere by its code": wrong("532323102202", "place_outside"),
    "40 a village of another township": wrong("官河村", "place_outside"),
    "40 many such villages elsewhere": wrong("新民村", "place_outside"),
    "40 a dash for a place": Wrong(emp(), [("required_blank", at("region", 1))], put("region", 1, "——")),
    "40 a full-width blank for a place": Wrong(emp(), [("required_blank", at("region", 1))], put("region", 1, "　　")),
    "40 one village under two names": Wrong(
        emp(), [("duplicate_key", at("region", 6)), ("rows_missing", nowhere)], put("region", 6, "1.古岩（山区）")
    ),
    "43 a development zone": wrong("牟定产业园区", "place_unknown"),
    "43 a farm": wrong("健康农场", "place_outside"),
    "43 the county's own offices": wrong("县直单位", "place_unknown"),
}
