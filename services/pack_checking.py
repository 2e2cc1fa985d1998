"""What is wrong with a pack file, all of it at once, and a commented file to start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path
from typing import Any, Literal, cast

from data_access.errors import CalledWrongly
from data_access.regions.tree import region_tree
from metrics.catalogue import load_catalogue
from metrics.faults import Fault, read_toml
from metrics.packs import Pack, PackError, Reference, read_pack
from metrics.packs.loading import pack_text, target_key
from metrics.places import is_code

START = Path(__file__).parent / "pack_start.toml"
UNKNOWN_PLACE = "没有行政区划代码 {code}；请核对代码，本程序没有的县先在 data_access/regions/ 里加一个名单"


@dataclass(frozen=True, kw_only=True)
class PackFault:
    """One thing to mend (error: the pack cannot be used) or to think about (warning), with its file and key."""

    file: str
    key: str
    severity: Literal["error", "warning"]
    message: str


def check_pack(source: str) -> list[PackFault]:
    """Every fault and reminder of a pack file, errors first (CalledWrongly: there is no such file)."""
    if not isfile(source):
        raise CalledWrongly(f"没有文件：{source}。")
    file = Path(source).name
    pack, faults = pack_or_faults(source)
    reminders = _reminders(pack, file) if pack is not None else ()
    found = [(fault, "error") for fault in faults] + [(fault, "warning") for fault in reminders]
    return [
        PackFault(file=name, key=key, severity=cast('Literal["error", "warning"]', severity), message=message)
        for (name, key, message), severity in found
    ]


def pack_or_faults(source: str) -> tuple[Pack | None, list[Fault]]:
    """The pack of a file, or None and every fault: of the file itself, then the places that the program does not know."""
    file = Path(source).name
    try:
        text = pack_text(source)
    except PackError as error:
        return None, list(error.faults)
    pack, faults = None, list[Fault]()
    try:
        pack = read_pack(text, file)
    except PackError as error:
        faults = list(error.faults)
    faults += [
        (file, key, UNKNOWN_PLACE.format(code=code)) for key, code in _places(read_toml(text, file).content) if _strange(code)
    ]
    return (None if faults else pack), faults


def _strange(code: object) -> bool:
    """Whether a value is written as a code and no place has it; what is no code has been named already."""
    return is_code(code) and region_tree().get(str(code)) is None


def _places(content: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """(key, code) of everything that a pack file names a place with."""
    yield "pack.root", _table(content, "pack").get("root")
    yield from ((f"tiles.{code}", code) for code in _table(content, "tiles"))
    yield from ((f"places.{name}", code) for name, code in _table(content, "places").items())
    for name, sheet in _table(content, "sheets").items():
        exempt = cast("Mapping[str, Any]", sheet).get("exempt") if isinstance(sheet, dict) else None
        yield from ((f"sheets.{name}.exempt", code) for code in _list(exempt))
    for name, series in _table(_table(content, "income"), "reference_series").items():
        by_region = _table(cast("Mapping[str, Any]", series), "by_region") if isinstance(series, dict) else {}
        yield from ((f"income.reference_series.{name}.by_region.{code}", code) for code in by_region)
    targets = [cast("Mapping[str, Any]", entry) for entry in _list(content.get("targets")) if isinstance(entry, dict)]
    for number, target in enumerate(targets):
        yield f"{target_key(number, target)}.scope", target.get("scope")
        yield from ((f"{target_key(number, target)}.list", code) for code in _list(target.get("list")))


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = content.get(name)
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _reminders(pack: Pack, file: str) -> Iterator[Fault]:
    """What a pack may say but its author may not have meant: targets that nobody will see a figure for."""
    catalogue = load_catalogue()
    for number, target in enumerate(pack.targets):
        key = target_key(number, {"code": target.code})
        indicator = catalogue.get(target.indicator or "")
        missing = [sheet for sheet in (catalogue.sheets_of(indicator) if indicator else ()) if sheet not in pack.sheets]
        if missing:
            yield file, f"{key}.indicator", f"方案没有 [sheets.{missing[0]}]，这个目标不会有数，也不显示"
        if isinstance(target.value, Reference) and target.value.reference not in pack.income.reference_series:
            yield file, f"{key}.value", f"[income.reference_series] 里没有“{target.value.reference}”，填入前不作比较"


def write_start(target: str) -> None:
    """Writes the commented starting file (CalledWrongly: the folder is missing, or the file has something in it already)."""
    file = Path(target)
    if not file.resolve().parent.is_dir():
        raise CalledWrongly(f"没有目录：{file.resolve().parent}。")
    if file.is_dir() or (file.exists() and file.stat().st_size):
        raise CalledWrongly(f"已有 {target}，不覆盖，请换一个文件名。")
    file.write_bytes(START.read_bytes())
