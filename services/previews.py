"""The preview that a person confirms: kept under a token in the database, so that a reload or a second server finds it.

What is kept are the original files, what the person has said about each, and which versions were in force when the
preview was made. The examination itself is remembered in this process only and made anew where it is missing.
"""

from __future__ import annotations

import json
import zipfile
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from threading import Lock

from data_access.answers import Answers
from data_access.errors import CalledWrongly
from data_access.examination import Examined, Found
from data_access.reading.grid import WorkbookFile
from data_access.reading.worker import plain_name
from data_access.store import drop_preview, load_preview, save_preview
from services.clock import now
from services.intake import Consent, Taken, checked, examine_in, find_in, refuse_stale, store
from services.steps import SILENT, Steps, Tell
from services.workspace import Workspace

EXPIRED = "这次核对已过期或已办完，请重新选择文件。"
_REMEMBERED = 16
# shares of the whole as they were seen with a long list: when the files are read, of a confirmation and of an examination;
# then of what follows a file's reading, when its rows are checked and when they are in staging
_READ_AGAIN, _READ, _CHECKED, _FILLED = 0.4, 0.7, 0.3, 0.7


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the files of one upload turned out to be; nothing is stored yet. ``answers`` by file name."""

    token: str
    by: str
    created_at: datetime
    taken: tuple[Taken, ...]
    answers: Mapping[str, Answers]


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What became of each submission. ``again``: the token under which the files wait whose version in force had changed
    since the preview, compared with the one in force now; empty where none had."""

    taken: tuple[Taken, ...]
    again: str = ""

    @property
    def overtaken(self) -> tuple[Taken, ...]:
        """Those refused because another version is in force than the one that the person saw."""
        return tuple(entry for entry in self.taken if _is_overtaken(entry))


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """The content of a stored preview."""

    files: tuple[WorkbookFile, ...]
    answers: Mapping[str, Answers]
    in_force: Mapping[str, int | None]


class _Memory:
    """The latest examinations of this process, by token."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, tuple[Taken, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, token: str) -> tuple[Taken, ...] | None:
        with self._lock:
            return self._entries.get(token)

    def put(self, token: str, taken: tuple[Taken, ...]) -> None:
        with self._lock:
            self._entries[token] = taken
            while len(self._entries) > _REMEMBERED:
                self._entries.popitem(last=False)

    def forget(self, token: str) -> None:
        with self._lock:
            self._entries.pop(token, None)


_memory = _Memory()


def prepare(
    workspace: Workspace,
    files: Sequence[WorkbookFile],
    *,
    by: str,
    answers: Mapping[str, Answers] | None = None,
    tell: Tell | None = None,
) -> str:
    """Examines the files and keeps them for confirmation; returns the token. ``tell``: called with how far it has come."""
    named = answers or {}
    taken = _examined(workspace, files, named, Steps(tell=tell))
    in_force = {_key(entry.examined): _standing(entry.examined) for entry in taken if entry.examined.sheet}
    kept = _Kept(files=_distinct(files), answers=named, in_force=in_force)
    token = save_preview(workspace.database, _pack(kept), by=by)
    _memory.put(token, taken)
    return token


def settle(workspace: Workspace, token: str, *, by: str, file: str, answers: Answers) -> str:
    """The same upload with an answer to what one file leaves open; returns the new token, the old one is gone."""
    kept = _load(workspace, token, by)
    renewed = prepare(workspace, kept.files, by=by, answers={**kept.answers, file: answers})
    give_up(workspace, token)
    return renewed


def preview(workspace: Workspace, token: str, *, by: str) -> Preview:
    """What waits for confirmation (CalledWrongly: no such token, or expired)."""
    kept = _load(workspace, token, by)
    taken = _memory.get(token)
    if taken is None:
        taken = _examined(workspace, kept.files, kept.answers, SILENT)
        _memory.put(token, taken)
    return Preview(token=token, by=by, created_at=now(), taken=taken, answers=kept.answers)


def confirm(
    workspace: Workspace, token: str, *, by: str, reason: str = "", signed: str = "", tell: Tell | None = None
) -> Confirmed:
    """Stores what can be stored, in order of period; warnings need ``reason``.

    A version that came in (or went) in between refuses its sheet: its file waits again, beside the version in force now.
    ``signed``: the name that stands with what is stored, by default ``by``.
    """
    kept = _load(workspace, token, by)
    contents = {file.name: file.content for file in kept.files}
    consent = Consent(by=signed.strip() or by, accept_warnings=bool(reason.strip()), reason=reason.strip())
    received_at = now()
    done: list[Taken] = []
    founds = _found_again(workspace, kept, received_at, Steps(tell=tell, end=_READ_AGAIN))
    founds.sort(key=lambda entry: entry.begins or received_at.date())
    for found, steps in Steps(tell=tell, begin=_READ_AGAIN).each(founds):
        steps.say(0.0, f"正在核对{found.file}")
        submissions = examine_in(workspace, found, received_at)
        for examined, own in steps.part(_CHECKED, _FILLED).each(submissions):
            done.append(_confirmed(workspace, kept, examined, contents[found.file], consent, own))
    again = _once_more(workspace, kept, {entry.examined.file for entry in done if _is_overtaken(entry)}, by)
    give_up(workspace, token)
    return Confirmed(taken=tuple(done), again=again)


def _found_again(workspace: Workspace, kept: _Kept, received_at: datetime, steps: Steps) -> list[Found]:
    found: list[Found] = []
    for file, own in steps.each(kept.files):
        words = own.said(f"正在读取{file.name}")
        found += find_in(workspace, [file], kept.answers.get(file.name), received_at, progress=words)
    return found


def _confirmed(workspace: Workspace, kept: _Kept, examined: Examined, content: bytes, consent: Consent, steps: Steps) -> Taken:
    """Refused where the version in force is not the one that the person saw, unless nothing would change."""
    would_store = examined.check_outcome == "valid" and not examined.unchanged
    if would_store and _standing(examined) != kept.in_force.get(_key(examined)):
        return refuse_stale(workspace, examined, consent)
    return store(workspace, examined, content, consent, steps)


def _is_overtaken(taken: Taken) -> bool:
    return any(entry.code == "stale_version" for entry in taken.problems)


def _once_more(workspace: Workspace, kept: _Kept, names: Collection[str], by: str) -> str:
    """The overtaken files under a token of their own, what was answered of them kept."""
    files = [file for file in kept.files if file.name in names]
    answers = {name: answer for name, answer in kept.answers.items() if name in names}
    return prepare(workspace, files, by=by, answers=answers) if files else ""


def give_up(workspace: Workspace, token: str) -> None:
    """Forgets a preview; nothing was stored."""
    _memory.forget(token)
    drop_preview(workspace.database, token)


def _examined(
    workspace: Workspace, files: Sequence[WorkbookFile], answers: Mapping[str, Answers], steps: Steps
) -> tuple[Taken, ...]:
    received_at = now()
    named = _distinct(files)
    silent = [file for file in named if file.name not in answers]
    reading = steps.part(0.0, _READ * len(silent) / max(len(named), 1)).said(f"正在读取{len(named)}个文件")
    founds = find_in(workspace, silent, None, received_at, progress=reading)
    for file in named:
        if file.name in answers:
            founds += find_in(workspace, [file], answers[file.name], received_at)
    taken: list[Taken] = []
    for found, own in steps.part(_READ, 1.0).each(founds):
        own.say(0.0, f"正在核对{found.file}")
        taken += [checked(examined) for examined in examine_in(workspace, found, received_at)]
    return tuple(taken)


def _distinct(files: Sequence[WorkbookFile]) -> tuple[WorkbookFile, ...]:
    """Files of one name are told apart by a number before the ending."""
    taken: dict[str, WorkbookFile] = {}
    for file in files:
        name, number = plain_name(file.name), 2
        while name in taken and taken[name].content != file.content:
            stem, dot, ending = plain_name(file.name).rpartition(".")
            name, number = f"{stem or ending}({number}){dot}{ending if stem else ''}", number + 1
        taken[name] = replace(file, name=name)
    return tuple(taken.values())


def _key(examined: Examined) -> str:
    return f"{examined.root}/{examined.sheet}/{examined.reporter}/{examined.period}"


def _standing(examined: Examined) -> int | None:
    return examined.in_force.submission if examined.in_force else None


def _load(workspace: Workspace, token: str, by: str) -> _Kept:
    stored = load_preview(workspace.database, token, by=by)
    if stored is None:
        raise CalledWrongly(EXPIRED)
    return _unpack(stored.content)


def _pack(kept: _Kept) -> bytes:
    """A zip of the files and one JSON document."""
    target = BytesIO()
    manifest = {
        "files": [file.name for file in kept.files],
        "answers": {
            name: {"period": answer.period, "sheet": answer.sheet, "reporter": answer.reporter}
            for name, answer in kept.answers.items()
        },
        "in_force": dict(kept.in_force),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("manifest", json.dumps(manifest, ensure_ascii=False))
        for index, file in enumerate(kept.files):
            archive.writestr(str(index), file.content)
    return target.getvalue()


def _unpack(content: bytes) -> _Kept:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest"))
        return _Kept(
            files=tuple(
                WorkbookFile(name=name, content=archive.read(str(index))) for index, name in enumerate(manifest["files"])
            ),
            answers={name: Answers(**answer) for name, answer in manifest["answers"].items()},
            in_force=manifest["in_force"],
        )
