"""Joins pieces of raw deflate into one gzip stream (RFC 1951, 1952) without compressing again."""

from __future__ import annotations

import array
import struct
import sys
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


def times_each(factors: int, numbers: int, ones: int) -> int:
    """`times` of many pairs at once, each in its own 32 bits of the two whole numbers.

    `ones` has the lowest bit of each place. A step costs one operation on a long number, where
    single pairs cost as many as there are.
    """
    product = 0
    for bit in range(31, -1, -1):
        product ^= numbers & (((factors >> bit) & ones) * 0xFFFFFFFF)
        odd = numbers & ones
        numbers = ((numbers ^ odd) >> 1) ^ (odd * POLYNOMIAL)
    return product


def checksums_of(texts: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """The CRC-32 of each text, of whose parts (shift, CRC-32) are given."""
    count = len(texts)
    ones = ((1 << 32 * count) - 1) // 0xFFFFFFFF
    found = 0
    for place in range(max(map(len, texts), default=0)):
        shifts = array.array("I", [HIGHEST]) * count
        crcs = array.array("I", bytes(4 * count))
        for number, parts in enumerate(texts):
            if place < len(parts):
                shifts[number], crcs[number] = parts[place]
        found = times_each(_lanes(shifts), found, ones) if found else 0
        found ^= _lanes(crcs)
    return list(array.array("I", found.to_bytes(4 * count, sys.byteorder)))


def _lanes(numbers: array.array[int]) -> int:
    return int.from_bytes(numbers.tobytes(), sys.byteorder)
