"""外部数据: lines, cut-offs and outside series by year, keyed in with their source, who and when."""

from pages.kit import keying, place
from pages.kit.context import answered, offer_tables, open_page
from services.views.outside import ask_outside

context = open_page("外部数据", period=False, unit=False)
view = answered(context, ask_outside)
place.findings(view.page)
keying.offer(context, view)
place.table(view.page.table)
offer_tables(context, context.title, view.page.table)
