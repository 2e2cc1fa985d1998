"""What the generator hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SampleFile:
    """One workbook as a reporter hands it in; ``received_at`` is aware, in Asia/Shanghai."""

    name: str
    period: str
    received_at: datetime
    content: bytes
