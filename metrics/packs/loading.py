"""Reading a pack file strictly: every fault at once, each with its key and a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import cast

from pydantic_core import PydanticCustomError

from metrics.calendar import ReportingCalendar
from metrics.catalogue import Catalogue, load_catalogue
from metrics.faults import Fault, Model, exact_number, near, read_model, read_toml, unknown_keys
from metrics.income_rules import DEFAULT_RULES, LEVELS, RULES, RuleSetting
from metrics.packs.consistency import Table, level_faults, place_faults, sheet_faults, target_faults
from metrics.packs.model import CalendarTable, Department, Head, IncomeTable, Labels, Pack, SheetPlan
from metrics.packs.target import Target
from metrics.periods import Period, PeriodError
from metrics.settings import Settings

FOLDER = Path(__file__).parent
YEARS = (2000, 2100)
_ENCODING = "文件不是 UTF-8 编码的文本；请用记事本打开，另存为时编码选 UTF-8"
TABLES = (
    "pack", "labels", "calendar", "departments", "sheets", "settings", "income", "targets", "warnings", "places", "tiles", "lists",
)  # fmt: skip


class PackError(Exception):
    """A pack that cannot be used; ``faults`` holds every fault as (file, key, message)."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        self.sentence = "；".join("：".join(part for part in fault if part).removesuffix("。") for fault in faults)
        super().__init__(self.sentence)


class UnknownPackError(PackError):
    """No shipped pack and no file of that name."""

    def __init__(self, name: str) -> None:
        super().__init__([(name, "", f"没有这个方案，可用的有：{'、'.join(shipped_packs())}；也可写方案文件（.toml）的路径")])


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[str, ...]:
    """The ids of the packs that come with the program: the names of the files beside this one."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


def load_pack(source: str | Path) -> Pack:
    """The pack of a shipped id, of a file, or of TOML text (PackError: every fault; UnknownPackError: nothing of that name)."""
    if isinstance(source, str) and "\n" in source:
        return read_pack(source, "方案")
    if isinstance(source, str) and source in shipped_packs():
        return _shipped(source)
    if not isfile(source):
        raise UnknownPackError(str(source))
    return read_pack(pack_text(source), Path(source).name)


def pack_text(source: str | Path) -> str:
    """What a pack file says (PackError: it is no text in UTF-8)."""
    file = Path(source)
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise PackError([(file.name, "", _ENCODING)]) from fault


@lru_cache(maxsize=16)
def _shipped(name: str) -> Pack:
    return read_pack((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def read_pack(text: str, file: str, catalogue: Catalogue | None = None) -> Pack:
    """The pack of a TOML text (PackError: every fault of it)."""
    read = read_toml(text, file)
    if read.faults:
        raise PackError(read.faults)
    return _Reading(file, read.content, catalogue or load_catalogue()).pack()


class _Reading:
    """One file on its way to a pack; faults gather until the end."""

    def __init__(self, file: str, content: Table, catalogue: Catalogue) -> None:
        self.file, self.content, self.catalogue = file, content, catalogue
        self.faults: list[Fault] = unknown_keys(content, TABLES, file)
        self.root = self.table("pack").get("root")

    def pack(self) -> Pack:
        head = self.model(Head, "pack")
        labels, settings, income = (
            self.model(Labels, "labels"),
            self.model(Settings, "settings"),
            self.model(IncomeTable, "income"),
        )
        calendar, departments = self.calendar(), self.departments()
        sheets, targets, warnings = self.sheets(departments), self.targets(), self.warnings()
        places, tiles, lists = self.places(), self.tiles(), self.lists()
        self.check_years(head)
        self.check_levels(head, sheets)
        if self.faults or not (head and labels and settings and income):
            raise PackError(self.faults)
        return Pack(
            **dict(head), labels=labels, calendar=calendar, departments=departments, sheets=sheets, settings=settings,
            income=income, targets=targets, warnings=warnings, places=places, tiles=tiles, lists=lists,
        )  # fmt: skip

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append((self.file, key, sentence))

    def table(self, name: str) -> Table:
        value = self.content.get(name, {})
        return cast("Table", value) if isinstance(value, dict) else {}

    def tables(self, name: str) -> list[Table]:
        value = self.content.get(name, [])
        entries = cast("list[object]", value) if isinstance(value, list) else [None]
        if not all(isinstance(entry, dict) for entry in entries):
            self.fault(name, f"应为若干 [[{name}]]")
        return [cast("Table", entry) for entry in entries if isinstance(entry, dict)]

    def model(self, model: type[Model], name: str) -> Model | None:
        found, faults = read_model(model, self.content.get(name, {}), self.file, name)
        self.faults.extend(faults)
        return found

    def check_years(self, head: Head | None) -> None:
        if head and head.years[0] > head.years[1]:
            self.fault("pack.years", "首年不能晚于末年")
        elif head and not (YEARS[0] <= head.years[0] and head.years[1] <= YEARS[1]):
            self.fault("pack.years", f"应在{YEARS[0]}年至{YEARS[1]}年之间")

    def check_levels(self, head: Head | None, sheets: Mapping[str, SheetPlan]) -> None:
        for key, sentence in level_faults(head.root, head.submit_level, sheets) if head else ():
            self.fault(key, sentence)

    def calendar(self) -> ReportingCalendar:
        found = self.model(CalendarTable, "calendar")
        overrides = self.table("calendar").get("overrides")
        for period in cast("Table", overrides) if isinstance(overrides, dict) else ():
            try:
                Period.parse(period)
            except PeriodError as fault:
                self.fault(f"calendar.overrides.{period}", fault.sentence)
        return ReportingCalendar(**dict(found)) if found else ReportingCalendar()

    def departments(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, entry in enumerate(self.tables("departments"), start=1):
            department, faults = read_model(Department, entry, self.file, f"departments[第{number}个]")
            self.faults.extend(faults)
            if department is None:
                continue
            if department.code in found:
                self.fault(f"departments[第{number}个].code", f"{department.code} 重复")
            found[department.code] = department.name
        return found

    def sheets(self, departments: Mapping[str, str]) -> dict[str, SheetPlan]:
        if not self.table("sheets"):
            self.fault("sheets", "至少要有一张报表")
        found: dict[str, SheetPlan] = {}
        for name, entry in self.table("sheets").items():
            plan, faults = read_model(SheetPlan, entry, self.file, f"sheets.{name}")
            self.faults.extend(faults)
            if isinstance(entry, dict):
                known = sheet_faults(name, cast("Table", entry), self.root, tuple(departments), self.catalogue.sheets)
                for key, sentence in known:
                    self.fault(f"sheets.{name}.{key}".rstrip("."), sentence)
            if plan is not None:
                found[name] = plan
        return found

    def targets(self) -> tuple[Target, ...]:
        entries = self.tables("targets")
        found: list[Target] = []
        for number, entry in enumerate(entries):
            target, faults = read_model(Target, entry, self.file, target_key(number, entry))
            self.faults.extend(faults)
            found.extend([target] if target else [])
        years = self.table("pack").get("years")
        missing = {key for _, key, sentence in self.faults if "缺少" in sentence}
        for number, key, sentence in target_faults(entries, self.root, years, self.catalogue):
            full = f"{target_key(number, entries[number])}.{key}"
            # A key that is not there at all has been named already.
            if full not in missing:
                self.fault(full, sentence)
        return tuple(found)

    def warnings(self) -> dict[str, RuleSetting]:
        given = self.table("warnings")
        self.faults.extend(unknown_keys(given, DEFAULT_RULES, self.file, "warnings."))
        rules = {name: self.rule(name, default, given.get(name)) for name, default in DEFAULT_RULES.items()}
        return {name: rule for name, rule in rules.items() if rule is not None}

    def rule(self, name: str, default: RuleSetting, given: object) -> RuleSetting | None:
        if given is None or given is False:
            return default if given is None else None
        if not isinstance(given, dict):
            self.fault(f"warnings.{name}", "应为表，或 false（关闭该规则）")
            return None
        level, bounds = default.level, dict(default.bounds)
        for key, value in cast("Table", given).items():
            place = f"warnings.{name}.{key}"
            if key == "level":
                level = str(value)
                if value not in LEVELS:
                    self.fault(place, f"只能是 {'、'.join(LEVELS)}")
            elif key in bounds:
                bounds[key] = self.amount(place, value)
            else:
                self.fault(place, f"不认识的项{near(key, ['level', *bounds]) or '，请删去'}")
        return RuleSetting(level=level, bounds=bounds)

    def amount(self, key: str, value: object) -> Fraction:
        try:
            number = exact_number(value)
        except PydanticCustomError:
            number = Fraction(-1)
        if number < 0:
            self.fault(key, "应为不小于0的数字")
        return max(number, Fraction(0))

    def places(self) -> dict[str, str]:
        given = self.table("places")
        self.faults.extend((self.file, key, sentence) for _, key, sentence in place_faults(given, "places", None))
        return {name: str(code) for name, code in given.items()}

    def lists(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for name, ways in self.table("lists").items():
            groups = cast("list[object]", ways) if isinstance(ways, list) and ways else [None]
            named = [cast("list[object]", group) for group in groups if isinstance(group, list) and group]
            if len(named) != len(groups):
                self.fault(f"lists.{name}", '应为规则的组合，如 [["below_line"], ["net_drop", "low_income"]]')
            for rule in (rule for group in named for rule in group if rule not in RULES):
                self.fault(f"lists.{name}", f"没有预警规则 {rule}{near(str(rule), RULES)}")
            found[name] = tuple(tuple(str(rule) for rule in group) for group in named)
        return found

    def tiles(self) -> dict[str, tuple[int, int]]:
        given = self.table("tiles")
        codes = {code: code for code in given}
        self.faults.extend((self.file, key, sentence) for _, key, sentence in place_faults(codes, "tiles", self.root))
        found: dict[str, tuple[int, int]] = {}
        for code, place in given.items():
            numbers = [n for n in cast("list[object]", place) if isinstance(n, int)] if isinstance(place, list) else []
            if len(numbers) != 2:
                self.fault(f"tiles.{code}", "应为 [行, 列]")
                continue
            found[code] = (numbers[0], numbers[1])
        return found


def target_key(number: int, entry: Mapping[str, object]) -> str:
    """How a target (counted from 0) is named in faults."""
    code = entry.get("code")
    return f"targets[第{number + 1}个 {code}]" if isinstance(code, str) else f"targets[第{number + 1}个]"
