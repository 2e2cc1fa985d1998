"""What a batch of files turned out to hold: worksheets as found, and the submissions that they became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_access.changes import Changes
from data_access.earlier import StoredReport
from data_access.problems import Problem, Severity
from data_access.recognition.counting import RowCount
from data_access.recognition.result import Recognised, Statement
from data_access.typed_rows import TypedRows

CheckOutcome = Literal["valid", "invalid", "unrecognised"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One worksheet after recognition, or a file that could not be read (``recognised`` None, ``problems`` say why).

    ``number``: which of the files of the batch, from 0 (names may repeat and are cleaned). ``begins``: first day of its
    period, None where the period is not known. ``twins``: other worksheets of the same file that are the same sheet for
    the same period; they clash where they hold the same reporter.
    """

    file: str
    sha256: str
    number: int = 0
    recognised: Recognised | None = None
    begins: date | None = None
    twins: tuple[Recognised, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def period(self) -> str | None:
        return self.recognised.period if self.recognised else None

    @property
    def worksheet(self) -> str | None:
        return self.recognised.worksheet.name if self.recognised else None


@dataclass(frozen=True, kw_only=True)
class Examined:
    """One submission as it would be stored, or what stands against it.

    ``sheet`` None: not recognised. ``rows`` None: could not be read. ``count``: the rows of the whole worksheet.
    ``changes`` against ``in_force`` (None: nothing in force); None where there are no rows, reporter or period to compare.
    ``unchanged``: the same typed rows as in force. ``period_statements``, ``reporter_statements``: what the file says, for
    the person who settles a conflict. ``problems`` by row, column and severity.
    """

    file: str
    sha256: str
    worksheet: str | None = None
    sheet: str | None = None
    root: str | None = None
    pack: str | None = None
    period: str | None = None
    reporter: str | None = None
    sender: str | None = None
    rows: TypedRows | None = None
    count: RowCount | None = None
    problems: tuple[Problem, ...] = ()
    changes: Changes | None = None
    in_force: StoredReport | None = None
    unchanged: bool = False
    period_statements: tuple[Statement, ...] = ()
    reporter_statements: tuple[Statement, ...] = ()

    @property
    def left_out(self) -> int:
        """Rows that are no data, the heading apart."""
        return sum(self.count.left_out.values()) if self.count else 0

    def _of(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == severity)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self._of("error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self._of("warning")

    @property
    def notes(self) -> tuple[Problem, ...]:
        return self._of("note")

    @property
    def check_outcome(self) -> CheckOutcome:
        """What ``check`` answers."""
        if self.sheet is None:
            return "unrecognised"
        return "invalid" if self.errors else "valid"

    @property
    def letters(self) -> dict[str, str]:
        """Field → column letters in the user's file."""
        return dict(self.rows.letters) if self.rows else {}
