"""Joins pieces of raw deflate into one gzip stream (RFC 1951, 1952) without compressing again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache

from broadsheet.press.pack.form import Piece

#: RFC 1952: magic, deflate, no flags, no time, no system.
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: The last, empty block of a raw deflate stream.
GZIP_END = b"\x03\x00"
#: The polynomial of CRC-32, its lowest power in the highest bit.
POLYNOMIAL = 0xEDB88320
HIGHEST = 1 << 31


def packed(data: bytes) -> bytes:
    """Raw deflate that ends with a full flush: such pieces join into one valid stream."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeezer.compress(data) + squeezer.flush(zlib.Z_FULL_FLUSH)


def gzip_of(pieces: Sequence[Piece]) -> bytes:
    """The pieces as one gzip stream; the checksum of the whole is reckoned from the pieces'."""
    crc = length = 0
    for piece in pieces:
        crc = times(piece.shift, crc) ^ piece.crc
        length += piece.length
    return b"".join(
        [
            GZIP_HEAD,
            *[piece.deflated for piece in pieces],
            GZIP_END,
            struct.pack("<II", crc, length & 0xFFFFFFFF),
        ]
    )


@lru_cache(maxsize=65536)
def shift_of(length: int) -> int:
    """x to the power of 8·length in CRC-32's ring: moves a checksum past so many bytes."""
    found, square, rest = HIGHEST, HIGHEST >> 8, length
    while rest:
        if rest & 1:
            found = times(square, found)
        square = times(square, square)
        rest >>= 1
    return found


def times(a: int, b: int) -> int:
    """The product of two polynomials modulo CRC-32's; bit 31 is the lowest power."""
    product, bit = 0, HIGHEST
    if not b:
        return 0
    while a:
        if a & bit:
            product ^= b
            a ^= bit
        bit >>= 1
        b = (b >> 1) ^ POLYNOMIAL if b & 1 else b >> 1
    return product
