"""What one uploaded file may cost: bytes, memory, processor seconds."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of reading one file.

    Honest workbooks of 161 MB of XML (200,000 households) and of a million empty row elements stay inside.
    Processor seconds are the limit that counts; the wall clock is generous because machines stall.
    ``ratio`` (unpacked to packed) is asked only of archives above ``ratio_free_bytes``: rows without content
    pack a hundredfold in honest files too. ``worksheets``, ``marks`` (error cells, formulas without a result, merged ranges,
    telling formats …), ``cells`` (those that are no bare figures) and ``answer_bytes`` keep what the web process has to hold
    near the size of an honest report; ``batch_bytes`` does for the answers of all files of a batch together.
    """

    file_bytes: int = 64 * MEGABYTE
    archive_entries: int = 5_000
    unpacked_bytes: int = 400 * MEGABYTE
    ratio: int = 150
    ratio_free_bytes: int = 100 * MEGABYTE
    memory_bytes: int = 1536 * MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: float = 600.0
    worksheets: int = 1_000
    marks: int = 1_500_000
    cells: int = 6_000_000
    answer_bytes: int = 256 * MEGABYTE
    batch_bytes: int = 512 * MEGABYTE
