"""The page of mails that did not go."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.models import OutgoingMail
from base.outbox.kinds import kind_of
from base.outbox.sending import AWAY, LATER
from base.record.permissions import RecordSight, sights

State = OutgoingMail.State
NOT_GONE = (State.REFUSED, State.FAILED, State.LATE, State.GONE)
SHOWN = 200


@login_required
@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """To people of the reader's area: what never went and why, and what waits for longer."""
    own = _of(sights.only(request))
    waiting = own.filter(state=State.WAITING, made_at__lt=now() - LATER - AWAY)
    context = {
        "waiting": waiting.count(),
        "first": waiting.order_by("made_at").first(),
        "mails": [_labelled(mail) for mail in own.filter(state__in=NOT_GONE)[:SHOWN]],
    }
    return render(request, "base/outbox/mails.html", context)


def _of(sight: RecordSight) -> QuerySet[OutgoingMail]:
    mails = OutgoingMail.objects.select_related("user").order_by("-made_at", "-pk")
    return mails if sight.everywhere else mails.filter(user__in=sight.people)


def _labelled(mail: OutgoingMail) -> OutgoingMail:
    mail.label = kind_of(mail).label  # type: ignore[attr-defined]  # for the template alone
    return mail
