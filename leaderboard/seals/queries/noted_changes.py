"""Changes that wait for a correction, and the attempt that somebody means by a code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.models import Attempt, Decision, Edition, Sitting
from competition.setup.queries.check import Check
from competition.sittings.queries.attempts import accepted_late
from leaderboard.models import QuestionRuling, SealChange
from leaderboard.results.queries.current_seal import LARGE, current_seal
from leaderboard.rules.lots import ticket_of
from leaderboard.rules.receipts import readings

# By which change a decision about an attempt is taken back.
UNDONE_BY: Mapping[str, str] = {
    Decision.Kind.VOID: SealChange.Kind.UNVOID,
    Decision.Kind.ACCEPT_LATE: SealChange.Kind.UNDO_LATE,
}


# More of those that were withdrawn are shown on no page.
MOST_WITHDRAWN = 100


def waiting_changes(edition: Edition) -> QuerySet[SealChange]:
    """Those that the next correction carries out, in the order in which they were noted."""
    return _changes(edition).filter(withdrawn_at=None, seal=None).order_by("pk")


def withdrawn_changes(edition: Edition) -> QuerySet[SealChange]:
    """Those that were wanted no more, the newest first."""
    return _changes(edition).filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")


def _changes(edition: Edition) -> QuerySet[SealChange]:
    people = ("noted_by", "withdrawn_by", "item__paper", "item__question")
    school = "attempt__entry__school_class__school"
    found = SealChange.objects.filter(edition=edition)
    return found.select_related(*people, "attempt__card", school)


def rulings_of_corrections(edition: Edition) -> list[QuestionRuling]:
    """What was noted after the seal about questions, as a ruling says it, the first one first: who
    noted it proposed it, who sealed the correction confirmed it. None of them is stored."""
    rows = _changes(edition).filter(item__isnull=False).order_by("pk")
    rows = rows.select_related("edition", "seal__confirmed_by")
    return [_as_ruling(one) for one in rows.defer(*(f"seal__{name}" for name in LARGE))]


def _as_ruling(change: SealChange) -> QuestionRuling:
    seal = change.seal
    return QuestionRuling(
        edition=change.edition,
        item=change.item,
        neutral=change.kind == SealChange.Kind.NEUTRAL,
        reason=change.reason,
        proposed_by=change.noted_by,
        proposed_at=change.noted_at,
        withdrawn_at=change.withdrawn_at,
        confirmed_by=seal.confirmed_by if seal else None,
        confirmed_at=seal.confirmed_at if seal else None,
        done_at=seal.confirmed_at if seal else None,
    )


def no_change_waits(edition: Edition, at: datetime) -> Check:
    """The check before archiving: nothing that was noted waits for a correction."""
    waiting = waiting_changes(edition).count()
    text = ngettext(
        "%(count)d change is noted, and no correction with it is sealed.",
        "%(count)d changes are noted, and no correction with them is sealed.",
        waiting,
    )
    return Check(
        _("No correction of the sealed list waits"),
        [text % {"count": waiting}] if waiting else [],
        reverse("leaderboard:seal", args=[edition.slug]),
        look=True,
    )


def decision_to_undo(attempt: Attempt, kind: str) -> Decision | None:
    """The last one that a change of this kind takes back; none where nothing holds any more."""
    if kind == SealChange.Kind.UNVOID:
        holds = attempt.voided_at is not None
    else:
        holds = attempt.pk in accepted_late([attempt.pk]).all_late
    undone = [one for one, by in UNDONE_BY.items() if by == kind]
    made = attempt.decisions.filter(kind__in=undone).order_by("pk")
    return made.last() if holds else None


def attempt_meant(edition: Edition, typed: str) -> Attempt | None:
    """The official attempt whose code of the result, or whose ticket, was typed."""
    official = Attempt.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL)
    found = official.filter(receipt__in=readings(typed)).exclude(receipt="").first()
    return found or _of_ticket(official, edition, typed.strip().lower())


def _of_ticket(official: QuerySet[Attempt], edition: Edition, ticket: str) -> Attempt | None:
    seal = current_seal(edition)
    if seal is None or not seal.lot_key:
        return None
    ids = official.values_list("pk", flat=True).iterator()
    meant = (pk for pk in ids if ticket_of(seal.lot_key, pk) == ticket)
    return official.filter(pk=next(meant, 0)).first()
