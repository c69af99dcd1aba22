"""Schools are asked by their own e-mail whether somebody teaches there, and answer."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from schools.exceptions import AnswerOver
from schools.jobs.mailing import note_answer
from schools.languages.speech import spoken_in
from schools.mail import sending as mail
from schools.models import Role, School, SchoolInquiry, TeacherDecision
from schools.register.actions.teacher_approvals import approve
from schools.registering.queries.inquiries import roles_to_ask_about, token_of
from schools.rules.people_names import is_name

AT_ONCE = 20


def ask_schools(*, at: datetime) -> int:
    """Ask about some of those who wait; how many mails were sent.

    Raises ``GivenUp`` when the mail server is away.
    """
    numbers = list(roles_to_ask_about(at).values_list("pk", flat=True)[:AT_ONCE])
    taken = (_take(number, at=at) for number in numbers)
    return sum(_send(inquiry, at=at) for inquiry in taken if inquiry is not None)


@transaction.atomic
def _take(number: int, *, at: datetime) -> SchoolInquiry | None:
    """The question for this process alone; the school's row keeps count for the day."""
    role = Role.objects.get(pk=number)
    school = School.objects.select_for_update(no_key=True).filter(pk=role.school_id or 0).first()
    if school is None or not roles_to_ask_about(at).filter(pk=number).exists():
        return None
    told: dict[str, object] = {"asked_at": at, "address": school.email}
    inquiry, _made = SchoolInquiry.objects.get_or_create(role=role, defaults=told)
    told["tries"] = F("tries") + 1
    if not inquiry.stands:
        # What was said at an earlier e-mail was perhaps never the school's word.
        told |= {"sent_at": None, "answered_at": None, "said_yes": None, "tries": 1}
    SchoolInquiry.objects.filter(pk=inquiry.pk).update(**told)
    inquiry.asked_at = at
    return inquiry


def _send(inquiry: SchoolInquiry, *, at: datetime) -> bool:
    school = inquiry.role.school
    # Who was invited may be called anything: then it is left to the organizer.
    if school is None or not is_name(inquiry.role.user.name):
        return False
    country = school.country
    language = next(iter(country.languages), settings.LANGUAGE_CODE)
    told = {
        "person": inquiry.role.user,
        "school": school,
        "link": answer_address(inquiry, language=language),
        "address": settings.PUBLIC_ADDRESS,
    }
    with spoken_in(country.pk):
        said = mail.handed(school.email, mail="mail/inquiry", language=language, told=told)
    return note_answer(said, SchoolInquiry.objects.filter(pk=inquiry.pk), sent_at=at)


def answer_address(inquiry: SchoolInquiry, *, language: str) -> str:
    """Where the school answers."""
    with override(language):
        path = reverse("schools:colleague_answer", args=[token_of(inquiry)])
        return str(settings.PUBLIC_ADDRESS).rstrip("/") + path


@transaction.atomic
def answer(inquiry: SchoolInquiry, *, yes: bool, at: datetime) -> None:
    """A yes approves, as the school itself; a no leaves it to the organizer.

    Raises ``AnswerOver`` when it is answered, and ``NotWaiting`` when somebody was faster.
    """
    held = SchoolInquiry.objects.select_for_update(of=("self",)).select_related("role")
    one = held.filter(pk=inquiry.pk, answered_at__isnull=True).first()
    if one is None:
        raise AnswerOver
    one.answered_at, one.said_yes = at, yes
    one.save(update_fields=["answered_at", "said_yes"])
    if yes:
        approve(one.role, by=None, at=at, way=TeacherDecision.Way.SCHOOL)
