"""任务分解: what each unit was given of the targets of the whole, where it stands, the table to hand in, its versions."""

from pages.kit import allocating, place
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_allocation import ask_allocation

context = open_page("任务分解", period=False, unit=False, control=allocating.choose_year)
year = allocating.chosen_year(context)
view = answered(context, ask_allocation, str(year))

place.findings(view.page)
if context.workspace.as_of is None:
    allocating.hand_in(context, year)
place.table(view.page.table)
if view.progress is not None:
    place.table(view.progress)
if view.versions is not None:
    place.table(view.versions)
    allocating.versions(context, view)
taken = [table for table in (view.page.table, view.progress, view.versions) if table is not None]
offer_tables(context, f"任务分解{year}", *taken)
