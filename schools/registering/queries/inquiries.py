"""Links by which a school says whether somebody teaches there: signed, and good once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from schools.models import Role, SchoolInquiry
from schools.permissions import waiting_teachers

SIGNER = Signer(salt="schools.inquiry")
GOOD_FOR = timedelta(days=30)
# A mail server that is away gets a rest.
REST = timedelta(minutes=10)
TRIES = 3
# So many questions a school gets in a day, whoever registers.
A_DAY = 3


def token_of(inquiry: SchoolInquiry) -> str:
    """What the link ends with; void once the register has another e-mail for the school."""
    return SIGNER.sign(f"{inquiry.pk}-{_of(inquiry)}")


def inquiry_of(token: str, *, at: datetime) -> SchoolInquiry | None:
    """The question a link belongs to, as long as it can be answered."""
    try:
        number, _, rest = SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    related = SchoolInquiry.objects.select_related("role__user", "role__school__country")
    found = related.filter(pk=int(number), answered_at__isnull=True).first()
    if found is None or _of(found) != rest or at >= found.asked_at + GOOD_FOR:
        return None
    return found if found.role.approved_at is None else None


def _of(inquiry: SchoolInquiry) -> str:
    email = inquiry.role.school.email if inquiry.role.school else ""
    moment = int(inquiry.asked_at.timestamp() * 1_000_000)
    return salted_hmac("schools.inquiry", f"{moment}{email}", algorithm="sha256").hexdigest()[:24]


def roles_to_ask_about(at: datetime) -> QuerySet[Role]:
    """Teachers who asked for their role, at schools whose own e-mail the register holds.

    What was asked at another e-mail than the school has now counts as never asked.
    """
    here = Q(address__in=["", OuterRef("school__email")])
    asked = SchoolInquiry.objects.filter(here, role=OuterRef("pk"))
    again = Q(sent_at__isnull=True, tries__lt=TRIES, asked_at__lt=at - REST)
    unsettled = ~Exists(asked) | Exists(asked.filter(again))
    own = Q(school__proposed_at__isnull=True, school__closed_at__isnull=True, user__is_active=True)
    lately = SchoolInquiry.objects.filter(
        here, role__school=OuterRef("school"), asked_at__gt=at - timedelta(days=1)
    )
    roles = waiting_teachers().filter(unsettled, own, asked_at__isnull=False)
    free = ~Exists(lately.order_by("pk")[A_DAY - 1 : A_DAY])
    return roles.filter(free | Exists(asked)).exclude(school__email="").order_by(F("asked_at"))
