"""Many rows out of the database, column by column: no list of all rows is ever built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select

# rows fetched at once: small enough to stay in the processor's cache and out of the garbage collector's way
CHUNK = 4_000

Numbers = tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]


def fetch_columns(connection: Connection, query: Select[*tuple[Any, ...]], count: int) -> list[list[Sequence[Any]]]:
    """The values of the query's ``count`` columns, each as a list of chunks in row order.

    Reads the driver's own rows: numbers and text of our tables need no conversion.
    """
    columns: list[list[Sequence[Any]]] = [[] for _ in range(count)]
    for chunk in chunks_of(connection, query):
        for column, values in zip(columns, chunk, strict=True):
            column.append(values)
    return columns


def chunks_of(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[Iterator[tuple[Any, ...]]]:
    """The rows of a query some thousands at a time, each time its columns one after the other."""
    result = connection.execute(query)
    cursor: Any = result.cursor
    while chunk := cursor.fetchmany(CHUNK):
        yield zip(*chunk, strict=True)
    result.close()


def numbers_of(chunks: Sequence[Sequence[Any]]) -> Numbers:
    """int64 values (0 where there is none) and where there is none."""
    return joined([numbers(chunk) for chunk in chunks])


def joined(parts: Sequence[Numbers]) -> Numbers:
    """Parts of a column as one."""
    if not parts:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_)
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def numbers(values: Sequence[Any]) -> Numbers:
    """The same of one part."""
    try:
        return np.array(values, dtype=np.int64), np.zeros(len(values), dtype=np.bool_)
    except TypeError:  # None among them
        pass
    held = np.array(values, dtype=object)
    missing = where_none(held)
    held[missing] = 0
    return held.astype(np.int64), missing


def texts_of(chunks: Sequence[Sequence[Any]]) -> list[str | None]:
    """Text, None where there is none."""
    return [value for chunk in chunks for value in chunk]


def where_none(values: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """Which entries are None."""
    nothing: Any = None
    return np.equal(values, nothing).astype(np.bool_)
