"""Appeals that were upheld after the seal, and what was noted for that was withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from competition.models import Decision
from leaderboard.models import Appeal, SealChange
from leaderboard.seals.queries.noted_changes import UNDONE_BY


def upheld_in_vain(appeals: Iterable[Appeal]) -> dict[int, SealChange | None]:
    """``{appeal: what was noted for it and withdrawn last}`` of those of these whose decision holds
    still though they were upheld, and no correction that would take it back waits; two statements
    at most, none where no appeal about a decision was upheld."""
    upheld = Appeal.Outcome.UPHELD
    asked = [one.pk for one in appeals if one.decision_id and one.outcome == upheld]
    if not asked:
        return {}
    # The change that takes a decision back, and the decision that it becomes, have one name.
    pairs = UNDONE_BY.items()
    names = [When(decision__kind=kind, then=Value(str(back))) for kind, back in pairs]
    same = {"attempt": OuterRef("decision__attempt"), "kind": OuterRef("undone_by")}
    undone = Decision.objects.filter(**same, pk__gt=OuterRef("decision"))
    waits = SealChange.objects.filter(**same, withdrawn_at=None, seal=None)
    named = Appeal.objects.annotate(undone_by=Case(*names, output_field=CharField()))
    found = named.filter(~Exists(undone), ~Exists(waits), pk__in=asked)
    in_vain = list(found.values_list("pk", "decision__attempt", "undone_by"))
    last = _withdrawn_last({attempt for _pk, attempt, _kind in in_vain})
    return {pk: last.get((attempt, kind)) for pk, attempt, kind in in_vain}


def _withdrawn_last(attempts: Collection[int]) -> dict[tuple[int | None, str], SealChange]:
    if not attempts:
        return {}
    gone = SealChange.objects.filter(attempt__in=attempts, withdrawn_at__isnull=False)
    rows = gone.select_related("withdrawn_by").order_by("withdrawn_at", "pk")
    return {(one.attempt_id, one.kind): one for one in rows}
