"""数据上报: drop the files, see what they are and what is wrong cell by cell, confirm, take the receipt."""

import streamlit as st

from pages.kit import findings, place, uploads
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_progress import ask_progress
from services.views.uploading import look

context = open_page("数据上报", kind="both", unit=False, past=False)
standing = answered(context, ask_progress).page

token = uploads.waiting()
receipt = uploads.last_receipt()
triage = look(context.workspace, token, context.period) if token else None
headline = (triage or receipt or standing).headline
st.html(place.html.headline(headline) + place.html.context_line(standing.context))

left, right = st.columns([1, 2], vertical_alignment="center", gap="medium")
with left:
    st.html(
        place.html.card_title("把报表拖进框里，或点按钮选文件", f"可一次多个；.xlsx .xls .et，单个不超过{uploads.MEGABYTES} MB")
    )
with right:
    uploads.receive(context)

if triage is not None and token:
    uploads.say_replaced()
    uploads.say_overtaken(token)
    place.table(triage.table, heading=False)
    uploads.decide(context, token, triage)
    findings.details(context, token, triage)
elif receipt is not None:
    place.table(receipt.table)
    if receipt.left:
        st.html(place.html.say("未入库的在原表改正后重新拖进上面的框里，问题会再次逐处列出。已入库的不必重报。"))
    if receipt.stored:
        st.html(place.html.say("入库后的指标已更新。", ("看总览", "/")))
    offer_tables(context, "回执", receipt.table)
else:
    uploads.templates(context)
