"""What the words above a column say it holds, in all languages of ours."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from base.intake.rosters.roster_shapes import Order, Private, Role

_CYRILLIC = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "d",
            "e",
            "z",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "c",
            "u",
            "f",
            "h",
            "c",
            "c",
            "dz",
            "s",
        ],
        strict=True,
    )
)
_FOLD = str.maketrans(_CYRILLIC | {"đ": "d"})
_PARENT = re.compile(
    r"\b(?:ime )?(?:i )?(?:jednog |jedan )?(?:od )?"
    r"(?:oca?|otac|oceva?|ocevo ime|majka|majke|roditelja?|roditelj|staratelja?|skrbnika?|parents?|"
    r"fathers?|mothers?|guardians?)(?: name| ime)?\b"
)
_NUMBER = re.compile(
    r"(?:r|rb|rbr|red|r br|r b|red br|redni br|redni broj|br|broj|no|nr|num|number|#|"
    r"(?:redni )?(?:br|broj) (?:u|iz) (?:dnevniku|dnevnika|imeniku|imenika)|dnevnik|imenik)"
)
_FULL = re.compile(
    r"(?:(?:spisak |popis |lista )?(?:ucenik|ucenici|ucenika|ucenica|djeca|deca|dijete|dete)|"
    r"pupils?|students?|child|full name|(?:ime|name) (?:ucenika|djeteta|deteta|pupil|student))"
)
_SURNAME = re.compile(r"\b(?:prezime(?:na)?|surname|last name|family name)\b")
_GIVEN = re.compile(r"\b(?:ime|imena|given name|first name|forename|name)\b")
_CLASS = re.compile(
    r"(?:razred|razredni odjel|odjel|odjeljenje|odeljenje|class|group|grupa|raz od\w*)"
)
_PRIVATE: tuple[tuple[Private, str], ...] = (
    ("national", r"jmbg|jmb|oib|maticni|jedinstveni|lbo|job|jisp|jib|emso|osobni|licni|id"),
    ("mail", r"e ?mail|mail|e ?posta|email adresa"),
    ("phone", r"tel\w*|mob\w*|kontakt\w*|phone|gsm"),
    ("birth", r"datum\w*|dat|rodjen\w*|roden\w*|rodj|rod|birth\w*|dob|god\w*|godiste"),
    ("address", r"adres\w*|ulic\w*|mjest\w*|mest\w*|prebivali\w*|boravi\w*|stan\w*|address|place"),
)


class Header(NamedTuple):
    """What a column is; ``private`` where it is none of ours, ``order`` where the words tell it."""

    role: Role | None = None
    order: Order | None = None
    private: Private | None = None
    is_class: bool = False
    has_parent: bool = False


def folded(text: str) -> str:
    """Small Latin letters without signs, words parted by single spaces."""
    latin = text.casefold().translate(_FOLD)
    plain = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+|#", plain))


def header_of(text: str) -> Header | None:
    """What a cell says as a heading; ``None`` where it says nothing of the kind."""
    words = folded(text)
    if not words or len(words) > 80:
        return None
    if _NUMBER.fullmatch(words):
        return Header("number")
    rest = " ".join(_PARENT.sub(" ", words).split())
    has_parent = rest != words
    named = _name_header(rest, has_parent=has_parent)
    if named:
        return named
    if _CLASS.fullmatch(words):
        return Header(is_class=True)
    for kind, pattern in _PRIVATE:
        if re.search(rf"\b(?:{pattern})\b", words):
            return Header(private=kind)
    return Header(private="parent") if has_parent else None


def _name_header(words: str, *, has_parent: bool) -> Header | None:
    surname, given = _SURNAME.search(words), None
    for found in _GIVEN.finditer(_SURNAME.sub(lambda hit: "#" * len(hit[0]), words)):
        given = given or found
    if len(words.split()) > 7 or any(one.isdecimal() for one in words):
        return None
    if surname and given:
        order: Order = "surname" if surname.start() < given.start() else "given"
        return Header("name", order, has_parent=has_parent)
    if _FULL.fullmatch(words):
        return Header("name", has_parent=has_parent)
    if surname and _is_all(words):
        return Header("surname", has_parent=has_parent)
    if given and _is_all(words):
        return Header("given", has_parent=has_parent)
    return None


def _is_all(words: str) -> bool:
    """Whether nothing else is said than whose name it is."""
    left = _GIVEN.sub(" ", _SURNAME.sub(" ", words))
    return (
        re.fullmatch(
            r"(?:\s|ucenika|ucenice|ucenik|djeteta|deteta|pupil|s|of|the|i|student)*", left
        )
        is not None
    )
