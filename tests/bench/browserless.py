"""A Streamlit session over the WebSocket, without a browser: runs a page, changes its address, waits for the end of the run."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass
class Session:
    """One user. ``widgets`` keeps the state of the page's widgets as the browser would send it back."""

    port: int
    page: str = ""
    query: str = ""
    timeout: float = 60.0
    exceptions: list[str] = field(default_factory=list)
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

    def rerun(self) -> float:
        """Seconds from the request to the end of the script's run."""
        assert self._socket is not None
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        self._until_finished()
        return time.perf_counter() - start

    def _until_finished(self) -> None:
        assert self._socket is not None
        while True:
            received = ForwardMsg()
            received.ParseFromString(self._socket.recv(timeout=self.timeout))  # type: ignore[arg-type]
            kind = received.WhichOneof("type")
            if kind == "delta" and received.delta.new_element.WhichOneof("type") == "exception":
                self.exceptions.append(received.delta.new_element.exception.type)
            if kind == "script_finished" and received.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return
