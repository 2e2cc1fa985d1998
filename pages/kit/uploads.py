"""The controls of the upload page. The files wait in the database under a token that the address carries."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.kit import findings, operator, place
from pages.kit.context import PageContext, offer, workbook_of
from pages.kit.waiting import waiting_bar
from services.views import uploading
from services.views.changes import Receipt
from services.views.uploading import Triage

SEEN, RECEIPT, ROUND, TWICE = "iw-upload-seen", "iw-upload-receipt", "iw-upload-round", "iw-upload-twice"
MEGABYTES = 64
TOGETHER = 256  # megabytes of all files of one upload: they wait in the database as one piece


def waiting() -> str:
    """The token of the upload that the address names; empty for none."""
    return str(st.query_params.get(findings.ADDRESS, ""))


def last_receipt() -> Receipt | None:
    """What this session stored last."""
    return st.session_state.get(RECEIPT)


def receive(context: PageContext) -> None:
    """The drop zone; new files are examined at once and wait for confirmation."""
    files = st.file_uploader(
        "选择报表文件", accept_multiple_files=True, key=f"iw-files-{st.session_state.get(ROUND, 0)}", label_visibility="collapsed",
        max_upload_size=MEGABYTES,
    )  # fmt: skip
    seen = tuple(file.file_id for file in files)
    if not files or seen == st.session_state.get(SEEN):
        return
    if sum(file.size for file in files) > TOGETHER * 1024 * 1024:
        st.html(place.html.say(f"所选文件合计超过{TOGETHER}MB，没有读取。请移除一部分，分几次上报。"))
        return
    newest, st.session_state[TWICE] = uploading.newest_of_each([(file.name, file) for file in files])
    with waiting_bar(f"正在读取{len(newest)}个文件") as tell:
        token = uploading.hand_over(context.workspace, [(name, file.getvalue()) for name, file in newest], tell)
    st.session_state[SEEN] = seen
    st.session_state.pop(RECEIPT, None)
    st.query_params[findings.ADDRESS] = token
    st.rerun()


def say_replaced() -> None:
    """Which of the chosen files were left aside for another one of the same name."""
    if names := st.session_state.get(TWICE):
        st.html(place.html.say(f"同名文件只核对最后选择的一个：{'、'.join(names)}。不同的报表请改用不同文件名后再选。"))


def say_overtaken(token: str) -> None:
    """What came in between, above the files that wait to be confirmed anew; and what of the upload was stored."""
    receipt = last_receipt()
    if receipt is None or receipt.again != token:
        return
    for sentence in receipt.overtaken:
        st.html(place.html.say(sentence))
    if receipt.stored:
        place.table(receipt.table)


def decide(context: PageContext, token: str, triage: Triage) -> None:
    """The one primary button, the reason that warnings need, and all problems to take along."""
    reason = ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="iw-noprint-said"):
        if triage.doubtful:
            reason = st.text_input(
                f"{triage.doubtful}份有提醒：核实无误的写明原因，不写则有提醒的不入库",
                key=findings.REASON,
                placeholder="输入后按回车",
                max_chars=500,
            )
        signed = operator.ask("不填记为未登录")
    with st.container(horizontal=True, vertical_alignment="center", key="iw-noprint-decide"):
        pressed = st.button(
            triage.button, type="primary", icon=":material/check:", key="iw-confirm", disabled=not triage.sheets_storable
        )
        problems = st.container(width="content")
        st.button("放弃本次上报", type="tertiary", key="iw-give-up", on_click=_give_up, args=(context, token))
        st.html(place.html.field_label(triage.advice), width="content")
    if triage.findings:
        offer(problems, "下载全部问题", "上报问题清单.xlsx", lambda: workbook_of(triage.all_problems()))
    if pressed and triage.needs_reason and not reason.strip():
        st.html(place.html.say("请先写明原因，再确认入库。文件仍在等待，不必重新选择。"))
    elif pressed:
        with waiting_bar("正在入库", unbroken=True) as tell:
            receipt = uploading.confirm(context.workspace, token, reason, signed, tell)
            st.session_state[RECEIPT] = receipt
            if receipt.again:
                st.query_params[findings.ADDRESS] = receipt.again
            else:
                _forget()
        st.rerun()


def _give_up(context: PageContext, token: str) -> None:
    uploading.give_up(context.workspace, token)
    _forget()


def _forget() -> None:
    """An empty drop zone again, and no token in the address."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(SEEN, None)
    st.session_state.pop(TWICE, None)
    st.query_params.pop(findings.ADDRESS, None)


def templates(context: PageContext) -> None:
    """The empty report of a unit for the page's period, for who has none yet."""
    reporters = uploading.reporters(context.workspace, context.pack, context.period)
    with st.container(border=True, key="iw-templates"):
        st.html(
            place.html.card_title(
                "没有报表？下载空白报表，填好后拖到上面的框里", "下拉选项、填写说明都在表里；也可用本单位原来的表"
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked_by = str(st.query_params.get("reporter", ""))
            name = st.selectbox(
                "填报单位",
                list(reporters),
                index=list(reporters).index(asked_by) if asked_by in reporters else None,
                placeholder="选择单位",
                key="iw-template-unit",
                width=260,
            )
            for sheet, title in reporters[name].sheets if name else ():
                asked = (context.workspace, context.pack, context.period, reporters[name].code, sheet)
                file = f"{name}{context.period}{title}.xlsx"
                offer(st.container(width="content"), title, file, partial(uploading.template, *asked))
