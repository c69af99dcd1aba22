"""Where questions were asked, and what pupils chose: counted over official results."""

from __future__ import annotations

from collections.abc import Collection

from django.core.cache import cache
from django.db import connection
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from competition.models import Division, Edition, Result
from competition.papers.queries.papers import scoring_items
from competition.papers.queries.sets import KINDS
from schools.rules.percents import share_of

# A share changes with every class that finishes; nobody chooses by its last digit.
KEPT_SECONDS = 600


def divisions_with(paper_ids: Collection[int]) -> QuerySet[Division]:
    """The divisions that point to one of these papers, with their editions."""
    found = Q(official__in=paper_ids) | Q(reserve__in=paper_ids)
    found |= Q(rehearsal__in=paper_ids) | Q(practice__in=paper_ids)
    return Division.objects.select_related("edition").filter(found)


def editions_of(paper_ids: Collection[int]) -> dict[int, Edition]:
    """``{paper id: an edition it is in}``; one query, none for none."""
    return {
        paper_id: division.edition
        for division in (divisions_with(paper_ids) if paper_ids else ())
        for paper_id in (getattr(division, f"{kind}_id") for kind in KINDS)
        if paper_id is not None
    }


def counting(paper_ids: Collection[int]) -> QuerySet[Result]:
    """The official results of papers that count."""
    return Result.objects.filter(counts=True, attempt__sitting__paper__in=paper_ids)


def choice_at(number: int) -> Substr:
    """The mark at a question of a result."""
    return Substr("choices", number, 1)


def code_at(number: int) -> Func:
    """The code of the response to a question; nothing where a paper of single choices has none."""
    if connection.vendor == "postgresql":
        piece = (F("codes"), Value(","), Value(number))
        return Func(*piece, function="split_part", output_field=CharField())
    listed = Concat(Value("["), F("codes"), Value("]"))
    path = Value(f"$[{number - 1}]")
    return Func(listed, path, function="json_extract", output_field=CharField())


def shares_right(paper_id: int) -> dict[int, int]:
    """``{question number: per cent of pupils who knew it}`` of official results; may be old."""
    name = f"shares-right-{paper_id}"
    found: dict[int, int] | None = cache.get(name)
    if found is None:
        found = _shares_right(paper_id)
        cache.set(name, found, KEPT_SECONDS)
    return found


def _shares_right(paper_id: int) -> dict[int, int]:
    items = scoring_items([paper_id]).get(paper_id, [])
    digits = {f"choice_{item.number}": choice_at(item.number) for item in items}
    right = {
        f"right_{item.number}": Count("pk", filter=Q(**{f"choice_{item.number}": item.right_mark}))
        for item in items
    }
    counted = counting([paper_id]).annotate(**digits).aggregate(pupils=Count("pk"), **right)
    pupils = counted["pupils"]
    return {
        item.number: share_of(counted[f"right_{item.number}"], pupils) for item in items if pupils
    }
