"""What a sample by rule is drawn from: a whole root with its places, reporters, households and tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sample_data import (
    accounts,
    canteens,
    collective,
    consumption,
    employment,
    industry_projects,
    linkage,
    project_progress,
    workshops,
)
from sample_data.regional import buying, tasks, works
from sample_data.regional.profile import Profile, profile_of
from sample_data.regional.senders import Sender, senders
from sample_data.regional.timing import Timing, timing
from sample_data.register import Register, registered
from sample_data.spreading import Floats, Ints
from services.task_targets import TaskTarget
from services.templates import ReportingScheme, place_names, region_of

#: What a year sells more than the one before.
_GROWTH = 1.08


@dataclass(frozen=True, kw_only=True)
class Own:
    """What one reporter's sheets are drawn from; empty where it does not hand them in."""

    workshops: tuple[workshops.Workshop, ...] = ()
    projects: tuple[industry_projects.Project, ...] = ()
    purchases: tuple[consumption.Purchase, ...] = ()
    canteens: tuple[canteens.Canteen, ...] = ()
    works: tuple[project_progress.Project, ...] = ()
    courses: Sequence[tasks.Course] = ()


@dataclass(frozen=True, kw_only=True)
class Realm:
    """A whole root. ``names``: code → name of villages and of the places of rows, as their reporter writes them."""

    scheme: ReportingScheme
    profile: Profile
    senders: tuple[Sender, ...]
    names: Mapping[str, str]
    working: employment.Villages
    support: linkage.Support
    earning: collective.Economies
    households: Register
    money: accounts.Accounts
    own: Mapping[str, Own]
    timing: Timing
    seed: int


def draw_realm(
    scheme: ReportingScheme, targets: Sequence[TaskTarget], households: int | None, seed: int | None = None
) -> Realm:
    """Draws the lasting traits of a pack's root; ``households``: about how many are listed (None: as in the profile)."""
    root = region_of(scheme.root)
    villages = place_names(root.code, "village")
    profile = profile_of(scheme, len(villages))
    reporting, first = senders(scheme, root), seed or profile.seed
    rng = np.random.default_rng([first, 0])
    codes = tuple(villages)
    weights = _weights(rng, len(codes))
    people = registered(rng, codes, weights, households or profile.households, _income_years(profile))
    listed = np.bincount(people.village[people.listed(profile.years[-1])], minlength=len(codes))
    rows_in, shares = _gathered(scheme, "employment", codes, weights)
    linked_in, linked = _gathered(scheme, "industry_linkage", codes, weights)
    return Realm(
        scheme=scheme,
        profile=profile,
        senders=reporting,
        names=_names(scheme, reporting, villages),
        working=employment.places(rng, rows_in, shares, _counted(rows_in, codes, listed), profile.size),
        support=linkage.draw_for(_numbered(first, 3), linked_in, linked, profile.months, _plan(profile)),
        earning=collective.economies(rng, codes, profile.village),
        households=people,
        money=accounts.over_years(rng, people, _income_years(profile), profile.per_head),
        own=_drawn(scheme, profile, reporting, targets, first),
        timing=timing(profile, len(reporting)),
        seed=first,
    )


def _weights(rng: np.random.Generator, count: int) -> Floats:
    drawn = rng.lognormal(0.0, 0.35, count)
    return drawn / drawn.sum()


def _numbered(seed: int, *numbers: int) -> np.random.Generator:
    """A generator for one sheet or reporter alone, so that a change of one leaves the others as they are."""
    return np.random.default_rng([seed, 0, *numbers])


def _income_years(profile: Profile) -> tuple[int, ...]:
    return tuple(range(profile.income[0][0], profile.income[-1][0] + 1))


def _plan(profile: Profile) -> linkage.Plan:
    return linkage.Plan(stocks=profile.stocks, yearly=profile.yearly, intended=profile.intended, bound=profile.bound)


def _row_length(scheme: ReportingScheme, sheet: str) -> int:
    """Digits of the places that are a sheet's rows: townships 9, villages 12, counties 6."""
    asked = scheme.sheets.get(sheet)
    return {"county": 6, "township": 9}.get(str(asked.row_level) if asked else "", 12)


def _gathered(
    scheme: ReportingScheme, sheet: str, villages: tuple[str, ...], weights: Floats
) -> tuple[tuple[str, ...], Floats]:
    """The places of a sheet's rows and their shares, each the sum of its villages'."""
    length = _row_length(scheme, sheet)
    found: dict[str, float] = {}
    for code, weight in zip(villages, weights.tolist(), strict=True):
        place = code[:length].ljust(12, "0")
        found[place] = found.get(place, 0.0) + weight
    return tuple(found), np.array(list(found.values()))


def _counted(places: tuple[str, ...], villages: tuple[str, ...], listed: Ints) -> Ints:
    """Households of each place; ``listed``: of each village."""
    position = {place.rstrip("0"): at for at, place in enumerate(places)}
    found = np.zeros(len(places), dtype=np.int64)
    for code, count in zip(villages, listed.tolist(), strict=True):
        at = next(position[code[:length].rstrip("0")] for length in (12, 9, 6) if code[:length].rstrip("0") in position)
        found[at] += count
    return found


def _names(scheme: ReportingScheme, reporting: Sequence[Sender], villages: Mapping[str, str]) -> dict[str, str]:
    names = dict(villages)
    for sender in reporting:
        if not sender.is_department:
            names |= {**sender.below, **sender.villages}
            names[sender.region] = sender.region_name
    return names


def _drawn(
    scheme: ReportingScheme, profile: Profile, reporting: Sequence[Sender], targets: Sequence[TaskTarget], seed: int
) -> dict[str, Own]:
    """What each reporter's own sheets are drawn from."""
    sizes = np.array([len(sender.villages) for sender in reporting], dtype=float)
    courses = _courses(scheme, profile, reporting, targets, sizes)
    selling = sum(len(sender.villages) for sender in reporting if "consumption" in sender.sheets)
    return {
        sender.code: _own(
            scheme, profile, sender, at, seed, profile.sales * sizes[at] / max(selling, 1), courses.get(sender.code, [])
        )
        for at, sender in enumerate(reporting)
    }


def _courses(
    scheme: ReportingScheme, profile: Profile, reporting: Sequence[Sender], targets: Sequence[TaskTarget], sizes: Floats
) -> dict[str, list[tasks.Course]]:
    asked = [at for at, sender in enumerate(reporting) if "key_tasks" in sender.sheets]
    if not asked:
        return {}
    shares = sizes[asked] / sizes[asked].sum()
    return tasks.draw(scheme.pack, targets, [reporting[at] for at in asked], shares, profile.years)


def _own(
    scheme: ReportingScheme,
    profile: Profile,
    sender: Sender,
    position: int,
    seed: int,
    sales: float,
    courses: Sequence[tasks.Course],
) -> Own:
    rng, brand = _numbered(seed, 9, position), region_of(scheme.root).name.rstrip("市县区州乡镇")[:2]
    growth = {year: _GROWTH**number for number, year in enumerate(profile.years)}
    places = (sender.region_name, *sender.below.values())
    years, small = profile.years, region_of(sender.region).level == "township"
    batches = [years[0] - 1 + number * len(years) // profile.projects for number in range(profile.projects)]
    has = sender.sheets
    bought = {sender.code: buying.buyers(sender, position, sales)}
    return Own(
        workshops=workshops.draw_for(rng, sender.villages, profile.workshops, years[-1], _reward(scheme))
        if "workshops" in has
        else (),
        projects=_projects(rng, profile, sender, position, batches, brand) if "industry_projects" in has else (),
        purchases=consumption.draw(rng, places, bought, growth) if "consumption" in has else (),
        canteens=canteens.draw_for(rng, buying.canteen_units(sender, small)) if "canteen_quota" in has else (),
        works=works.draw(rng, sender, position, years, profile.works, profile.months[-1][1])
        if "project_progress" in has
        else (),
        courses=courses,
    )


def _reward(scheme: ReportingScheme) -> float:
    """A little less than what the paper allows of the wages."""
    rate = scheme.settings.get("workshop_reward_rate")
    return 0.12 if rate is None or isinstance(rate, str) else float(rate)


def _projects(
    rng: np.random.Generator, profile: Profile, sender: Sender, position: int, batches: Sequence[int], brand: str
) -> tuple[industry_projects.Project, ...]:
    drawn = industry_projects.draw_for(rng, position, dict(sender.villages), batches, brand, 0.068, profile.has_gaps)
    return tuple(_frugal(project) for project in drawn) if position in profile.frugal else drawn


def _frugal(project: industry_projects.Project) -> industry_projects.Project:
    """The same with fewer households and less for industry."""
    funds = tuple(
        replace(
            fund, lifted=max(fund.lifted * 7 // 10, 1), monitored=fund.monitored * 7 // 10, industry=round(fund.industry * 0.86)
        )
        for fund in project.funds
    )
    return replace(project, funds=funds)
