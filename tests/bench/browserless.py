"""A Streamlit session over the WebSocket, without a browser: runs a page, changes its address, hands over a file, presses a button."""

from __future__ import annotations

import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect


@dataclass
class Session:
    """One user. ``steps``: what the page's progress bars showed, one entry a change; ``controls``: the ids of the drop zones,
    fields and buttons that the page held last, by their labels."""

    port: int
    page: str = ""
    query: str = ""
    timeout: float = 60.0
    exceptions: list[str] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    controls: dict[str, str] = field(default_factory=dict)
    _state: dict[str, WidgetState] = field(default_factory=dict)
    _number: str = ""
    _socket: ClientConnection | None = None

    def __enter__(self) -> Session:
        self._socket = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            max_size=None,
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()

    def rerun(self, *pressed: WidgetState) -> float:
        """Seconds from the request to the end of the script's run; ``pressed``: what holds for this run only."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        message.rerun_script.widget_states.widgets.extend([*self._state.values(), *pressed])
        start = time.perf_counter()
        self._send(message)
        self._until_finished()
        return time.perf_counter() - start

    def press(self, words: str) -> float:
        """Presses the button whose label holds the words; seconds of the run."""
        return self.rerun(WidgetState(id=self._control(words), trigger_value=True))

    def write(self, words: str, text: str) -> None:
        """What stands from the next run on in the field whose label holds the words."""
        widget = self._control(words)
        self._state[widget] = WidgetState(id=widget, string_value=text)

    def hand_over(self, name: str, content: bytes) -> float:
        """Drops a file into the page's drop zone; seconds of the run that takes it."""
        place = self._place_for(name)
        request = urllib.request.Request(  # noqa: S310 (our own server)
            f"http://127.0.0.1:{self.port}{place.upload_url}", data=_form(name, content), method="PUT",
            headers={"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}", **self._from_here()},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=self.timeout):  # noqa: S310
            pass
        zone = self._control("选择报表文件")
        state = WidgetState(id=zone)
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(content), file_id=place.file_id, file_urls=place
        )
        self._state[zone] = state
        return self.rerun()

    def _from_here(self) -> dict[str, str]:
        """The mark by which the server knows that a file comes from its own page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=self.timeout) as answer:
            cookies = SimpleCookie(answer.headers["Set-Cookie"] or "")
        mark = cookies["_streamlit_xsrf"].value
        return {"Cookie": f"_streamlit_xsrf={mark}", "X-Xsrftoken": mark}

    def _control(self, words: str) -> str:
        """The id of the one control of the page whose label holds the words."""
        [found] = [number for label, number in self.controls.items() if words in label]
        return found

    def _place_for(self, name: str) -> FileURLs:
        message = BackMsg()
        message.file_urls_request.request_id = str(uuid.uuid4())
        message.file_urls_request.session_id = self._number
        message.file_urls_request.file_names.append(name)
        self._send(message)
        while True:
            received = self._received()
            if received.WhichOneof("type") == "file_urls_response":
                return received.file_urls_response.file_urls[0]

    def _send(self, message: BackMsg) -> None:
        assert self._socket is not None
        self._socket.send(message.SerializeToString())

    def _received(self) -> ForwardMsg:
        assert self._socket is not None
        received = ForwardMsg()
        received.ParseFromString(self._socket.recv(timeout=self.timeout))  # type: ignore[arg-type]
        return received

    def _until_finished(self) -> None:
        while True:
            received = self._received()
            kind = received.WhichOneof("type")
            if kind == "new_session":
                self._number = received.new_session.initialize.session_id
                self.controls.clear()
            elif kind == "page_info_changed":
                self.query = received.page_info_changed.query_string
            elif kind == "delta":
                self._see(received.delta.new_element)
            if kind == "script_finished" and received.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _see(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions.append(element.exception.type)
        elif kind == "progress" and self.steps[-1:] != [element.progress.value]:
            self.steps.append(element.progress.value)
        elif kind in ("file_uploader", "button", "text_input"):
            control = getattr(element, kind)
            self.controls[control.label] = control.id


_BOUNDARY = "bench"


def _form(name: str, content: bytes) -> bytes:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
