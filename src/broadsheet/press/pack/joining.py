"""Joins pieces of raw deflate into one gzip stream (RFC 1951, 1952) without compressing again."""

from __future__ import annotations

import array
import struct
import sys
import zlib
from collections.abc import Sequence
from functools import lru_cache

#: RFC 1952: magic, deflate, no flags, no time, no system.
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: The last, empty block of a raw deflate stream.
GZIP_END = b"\x03\x00"
#: The polynomial of CRC-32, its lowest power in the highest bit.
POLYNOMIAL = 0xEDB88320
HIGHEST = 1 << 31

#: Of a part of a text: its length, the shift of it, its CRC-32.
Part = tuple[int, int, int]


def packed(data: bytes) -> bytes:
    """Raw deflate that ends with a full flush: such pieces join into one valid stream."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeezer.compress(data) + squeezer.flush(zlib.Z_FULL_FLUSH)


def gzip_end(crc: int, length: int) -> bytes:
    """What ends a gzip stream behind its pieces: the CRC-32 and the length of their text."""
    return GZIP_END + struct.pack("<II", crc, length & 0xFFFFFFFF)


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


def checksum_of(parts: Sequence[Part]) -> int:
    """The CRC-32 of a text, of whose parts (length, shift, CRC-32) are given."""
    found = 0
    for length, _shift, own in parts:
        found = (_moved(found, length) if found else 0) ^ own
    return found


#: A checksum moved past so many bytes, by each byte of the checksum.
Moves = tuple[Sequence[int], ...]
_moves: dict[int, Moves] = {}
#: How often a length came that has no moves of its own yet.
_came: dict[int, int] = {}
#: Most texts share most of their parts, and so the lengths of these. Moves cost as much as eight
#: products; they are made for a length that came so often, and for those of which all others are
#: put together: below 64, and its multiples.
OFTEN, STRIDE = 16, 64
MOST_MOVES, MOST_COUNTED = 2048, 1 << 16


def _moved(crc: int, length: int) -> int:
    """A checksum moved past some bytes; so is its product with their shift, only slower."""
    moves = _moves.get(length)
    if moves is None:
        rest = length % STRIDE
        if len(_moves) >= MOST_MOVES:
            return times(shift_of(length), crc)
        count = _came[length] = _came.get(length, 0) + 1
        if rest and rest != length and count < OFTEN:
            if len(_came) > MOST_COUNTED:
                _came.clear()
            return _moved(_moved(crc, rest), length - rest)
        moves = _moves[length] = _moves_of(shift_of(length))
        _came.pop(length)
    first, second, third, fourth = moves
    return first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24]


def _moves_of(shift: int) -> Moves:
    # The products of the shift with each single bit, from the highest: each is the last times x.
    single, product = [0] * 32, shift
    for bit in range(31, -1, -1):
        single[bit] = product
        product = (product >> 1) ^ POLYNOMIAL if product & 1 else product >> 1
    found = []
    for byte in range(4):
        table = [0]
        for product in single[8 * byte : 8 * byte + 8]:
            # All numbers below this bit are there; with it they are as many again.
            table += [product ^ other for other in table]
        found.append(array.array("I", table))
    return tuple(found)


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


def checksums_of(texts: Sequence[Sequence[Part]]) -> list[int]:
    """The CRC-32 of each text, of whose parts (length, shift, CRC-32) are given."""
    count = len(texts)
    ones = ((1 << 32 * count) - 1) // 0xFFFFFFFF
    found = 0
    for place in range(max(map(len, texts), default=0)):
        shifts = array.array("I", [HIGHEST]) * count
        crcs = array.array("I", bytes(4 * count))
        for number, parts in enumerate(texts):
            if place < len(parts):
                _length, shifts[number], crcs[number] = parts[place]
        found = times_each(_lanes(shifts), found, ones) if found else 0
        found ^= _lanes(crcs)
    return list(array.array("I", found.to_bytes(4 * count, sys.byteorder)))


def _lanes(numbers: array.array[int]) -> int:
    return int.from_bytes(numbers.tobytes(), sys.byteorder)
