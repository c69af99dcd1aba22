"""Appeals that were upheld after the seal, and what was noted for that was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from competition.models import Decision
from leaderboard.models import Appeal, SealChange
from leaderboard.seals.queries.noted_changes import UNDONE_BY


def upheld_in_vain(appeals: Iterable[Appeal]) -> set[int]:
    """Those of these whose decision holds still though they were upheld, and no correction that
    would take it back waits; one statement, none where no appeal about a decision was upheld."""
    upheld = Appeal.Outcome.UPHELD
    asked = [one.pk for one in appeals if one.decision_id and one.outcome == upheld]
    if not asked:
        return set()
    # The change that takes a decision back, and the decision that it becomes, have one name.
    pairs = UNDONE_BY.items()
    names = [When(decision__kind=kind, then=Value(str(back))) for kind, back in pairs]
    same = {"attempt": OuterRef("decision__attempt"), "kind": OuterRef("undone_by")}
    undone = Decision.objects.filter(**same, pk__gt=OuterRef("decision"))
    waits = SealChange.objects.filter(**same, withdrawn_at=None, seal=None)
    named = Appeal.objects.annotate(undone_by=Case(*names, output_field=CharField()))
    found = named.filter(~Exists(undone), ~Exists(waits), pk__in=asked)
    return set(found.values_list("pk", flat=True))
