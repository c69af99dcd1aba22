"""A paper's questions in the words in which they were asked, for whoever reads a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from base.languages.scripts import to_latin
from base.languages.texts import code_for_reader
from quizbank.bank.queries import compiled_body, digests
from quizbank.languages.variants import in_place
from quizbank.papers.compiled_keys import key_digests
from quizbank.papers.compiling import Compiled


def as_asked(paper_id: int, country: str, *, key_open: bool) -> dict[int, Compiled]:
    """``{number: question}`` as pupils of a country got it, in the reader's or a near language.

    With the right answers, once the key is open: ``explained`` of compiling.py.
    """
    addresses = key_digests(paper_id) if key_open else _addresses(paper_id)
    return _told(in_place(addresses, country))


def as_asked_of_anybody(paper_id: int) -> dict[int, Compiled]:
    """The same for whoever judges the questions, in the language or variant nearest to them."""
    return _told(_addresses(paper_id))


def _addresses(paper_id: int) -> dict[str, str]:
    return digests([paper_id]).get(paper_id, {})


def _told(there: Mapping[str, str]) -> dict[int, Compiled]:
    code, in_latin = code_for_reader(there)
    body = compiled_body(there[code]) if code else None
    asked = json.loads(body)["questions"] if body else []
    return {one["number"]: cast("Compiled", _latin(one)) if in_latin else one for one in asked}


def _latin(said: object) -> object:
    if isinstance(said, dict):
        return {name: _latin(one) for name, one in said.items()}
    if isinstance(said, list):
        return [_latin(one) for one in said]
    return to_latin(said) if isinstance(said, str) else said
