"""How honest files are spoilt: byte by byte, line by line, and inside what is packed."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

PACKED = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
# What means something to one reader or another.
TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b";" * 200, b"\n" * 200, b"<", b"&#x0;"),
    *(b"]]>", b"<!DOCTYPE a>", b"<![CDATA[", b"&lt;", b"{", b"}", b"=", b"~%50%", b"\\", b"#"),
    *(b"::", b"ANSWER: ", b"A. ", b"%(x)9999999s", b"%s", b"9" * 5000, b"-1", b"1e999", b"NaN"),
    *(b"\xf0\x9f\x98\x80", "е\u0301".encode(), "\u202e".encode(), b"\xed\xa0\x80"),
)
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "cp1250", "cp1251", "latin-1", "utf-7")
# Of an entry of the directory: flags, packing, checksum, both sizes, and where it begins.
FIELDS = ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (42, "<I"))
LONGEST = 4 * 1024 * 1024

type Spoil = Callable[[bytes, Random], bytes]


def spoilt(content: bytes, random: Random) -> bytes:
    """The file after one to three changes; what is packed is often changed inside."""
    for _change in range(random.choice((1, 1, 2, 3))):
        kinds = [*PLAIN, *INSIDE] if content.startswith(PACKED) else PLAIN
        content = random.choice(kinds)(content, random)[:LONGEST]
    return content


def _flip(content: bytes, random: Random) -> bytes:
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 8, 64)) if made else 0):
        made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _take_out(content: bytes, random: Random) -> bytes:
    begin, end = _span(content, random)
    return content[:begin] + content[end:]


def _double(content: bytes, random: Random) -> bytes:
    begin, end = _span(content, random)
    return content[:end] + content[begin:end] * random.choice((1, 2, 100)) + content[end:]


def _insert(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(TOKENS) * random.choice((1, 1, 30)) + content[at:]


def _double_lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    times = min(random.choice((2, 50, 30_000)), LONGEST // (len(lines[at]) + 1))
    return b"\n".join(lines[:at] + [lines[at]] * times + lines[at:])


def _widen(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    lines[at] = lines[at] + random.choice((b";a", b"\t", b",1", b'"', b" x='1'")) * 300_000
    return b"\n".join(lines)


def _encode(content: bytes, random: Random) -> bytes:
    return content.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def _span(content: bytes, random: Random) -> tuple[int, int]:
    begin = random.randrange(len(content) + 1)
    return begin, min(len(content), begin + random.choice((1, 10, 1000)))


# ---------------------------------------------------------------- inside a zip


def _repack(content: bytes, random: Random) -> bytes:
    """A member is spoilt as a file of its own, lost, doubled or renamed."""
    try:
        with ZipFile(BytesIO(content)) as given:
            members = [(name, given.read(name)) for name in given.namelist()]
    except Exception:  # noqa: BLE001 - it has been spoilt before: whatever it raises
        return _flip(content, random)
    if not members:
        return content
    at = random.randrange(len(members))
    name, inner = members[at]
    act = random.randrange(6)
    if act <= 2:
        members[at] = (name, random.choice(PLAIN)(inner, random)[:LONGEST])
    elif act == 3:
        del members[at]
    elif act == 4:
        members.append((f"../{name}" if random.random() < 0.5 else f"{name}.xml", inner))
    else:
        members[at] = (name, bytes(LONGEST))
    return packed(members, random.choice((ZIP_STORED, ZIP_DEFLATED)))


def packed(members: list[tuple[str, bytes]], how: int = ZIP_DEFLATED) -> bytes:
    """A zip file."""
    stream = BytesIO()
    with warnings.catch_warnings(), ZipFile(stream, "w", how) as made:
        # Two of one name are among what has to be refused.
        warnings.simplefilter("ignore")
        for name, inner in members:
            made.writestr(name, inner)
    return stream.getvalue()


def _lie(content: bytes, random: Random) -> bytes:
    """The directory says another size, packing or checksum of a member."""
    at = content.find(CENTRAL, random.randrange(len(content)))
    if at < 0 or at + 46 > len(content):
        return _flip(content, random)
    field, kind = random.choice(
        ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (42, "<I"))
    )
    value = random.choice((0, 1, 99, 0xFFFF, zlib.crc32(content)))
    most = 0xFFFF if kind == "<H" else 0xFFFFFFFF
    made = bytearray(content)
    struct.pack_into(kind, made, at + field, value & most)
    return bytes(made)


PLAIN: tuple[Spoil, ...] = (
    _flip,
    _cut,
    _take_out,
    _double,
    _insert,
    _double_lines,
    _widen,
    _encode,
)
INSIDE: tuple[Spoil, ...] = (_repack, _repack, _repack, _repack, _lie, _lie)
