"""Mutations that know nothing of formats: bytes flipped, put in, taken out, cut off."""

from __future__ import annotations

from random import Random

#: Bytes that parsers trip over: signs, lengths, openings.
SPLINTERS = (
    b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"<", b">", b"&", b'"', b"]]>", b"<!--", b"PK\x03\x04",
    b"PK\x05\x06", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"=1+1", b"&#0;", b"&#xFFFE;",
)  # fmt: skip


def flip(rng: Random, content: bytes) -> bytes:
    """One to 16 bytes changed."""
    out = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16)) if out else 0):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8) if rng.random() < 0.7 else rng.randrange(1, 256)
    return bytes(out)


def put_in(rng: Random, content: bytes) -> bytes:
    """A splinter or some random bytes put in."""
    at = rng.randrange(len(content) + 1)
    return content[:at] + (rng.choice(SPLINTERS) if rng.random() < 0.7 else rng.randbytes(rng.randrange(1, 40))) + content[at:]


def take_out(rng: Random, content: bytes) -> bytes:
    """A stretch taken out."""
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at + rng.choice((1, 2, 8, 64, 500)) :]


def cut_off(rng: Random, content: bytes) -> bytes:
    """The end lost, often only a little of it."""
    return content[: rng.randrange(len(content) + 1)] if rng.random() < 0.5 else content[: -rng.randrange(1, 64)]


def double(rng: Random, content: bytes) -> bytes:
    """A stretch that stands there twice, or nothing but zeros where it stood."""
    at = rng.randrange(len(content) + 1)
    piece = content[at : at + rng.choice((4, 40, 400, 4000))]
    if rng.random() < 0.5:
        return content[:at] + piece + content[at:]
    return content[:at] + b"\0" * len(piece) + content[at + len(piece) :]


BYTES = (flip, put_in, take_out, cut_off, double)
