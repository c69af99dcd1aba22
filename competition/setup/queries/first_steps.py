"""What a server needs before the first class can play, in order; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from competition.editions.queries.taking_part import codes_of
from competition.models import Edition
from competition.setup.queries.ground import FirstStep, Ground
from quizbank.models import Question
from schools.accounts.queries import has_factor
from schools.models import Country, Invitation, Role, School, User
from schools.permissions import managed_register, managed_schools
from schools.rules.contacts import is_verified

type Maker = Callable[[Ground], FirstStep]


def first_steps(ground: Ground) -> list[FirstStep]:
    """All steps that are somebody's, in their order; the first that is open is the next."""
    steps = [make(ground) for make in STEPS if ground.area.everywhere or make not in SERVERS]
    for step in steps:
        if not ground.may(step.key):
            step.url, step.can_wait = "", True
    nearest = next((step for step in steps if not step.done and not step.can_wait), None)
    if nearest is not None:
        nearest.is_next = True
    return steps


def _names(countries: Iterable[Country]) -> str:
    return ", ".join(str(one) for one in countries)


def _second_factor(ground: Ground) -> FirstStep:
    has = User.objects.filter(has_factor(), pk=ground.user.pk).exists()
    return FirstStep(
        "second_factor",
        _("Your account has a second factor"),
        "" if has else _("Who knows your password could see the data of all pupils."),
        reverse("mfa_index"),
        _("My account"),
        can_wait=not settings.SECOND_FACTOR,
    )


def _mail(ground: Ground) -> FirstStep:
    lacks = _(
        "No mail server is set: mails stay in a folder on the server. Until the technician sets"
        " one, hand on the links of invitations yourself."
    )
    return FirstStep(
        "mail",
        _("Mail leaves the server"),
        "" if settings.EMAIL_IS_SET else lacks,
        can_wait=True,
    )


def _countries(ground: Ground) -> FirstStep:
    lacks = _("No country is loaded. The technician loads them on the server.")
    return FirstStep("countries", _("Countries are loaded"), "" if ground.countries else lacks)


def _controllers(ground: Ground) -> FirstStep:
    without = [one for one in ground.concerned if not one.controller.strip()]
    lacks = _("The page about privacy cannot name anybody yet: %s.") % _names(without)
    may = ground.user.is_superuser
    if without and not may:
        lacks += " " + _("A superuser enters it in the administration.")
    return FirstStep(
        "controllers",
        _("Who is responsible for the data stands on the page about privacy"),
        lacks if without else "",
        _admin_of(without) if may else "",
        _("Enter it"),
        can_wait=not may or _some_are_ready(ground, without),
    )


def _admin_of(countries: list[Country]) -> str:
    if len(countries) == 1:
        return reverse("admin:schools_country_change", args=[countries[0].pk])
    return reverse("admin:schools_country_changelist")


def _coordinator(ground: Ground) -> FirstStep:
    lacks = "" if ground.roles(Role.Kind.COORDINATOR).exists() else _("Nobody coordinates yet.")
    if lacks and _invited(Role.Kind.COORDINATOR).exists():
        lacks += " " + _("Somebody is invited and has not answered.")
    return FirstStep(
        "coordinator",
        _("Somebody coordinates, and a second person can seal"),
        lacks,
        reverse("schools:invite"),
        _("Invite"),
    )


def _invited(kind: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(kind=kind, accepted_at__isnull=True, withdrawn_at__isnull=True)


def _organizers(ground: Ground) -> FirstStep:
    places = ground.roles(Role.Kind.ORGANIZER).values_list("country", "region__country")
    with_one = {code for pair in places for code in pair if code}
    without = [one for one in ground.concerned if one.pk not in with_one]
    return FirstStep(
        "organizers",
        _("Every country has an organizer"),
        _("Nobody yet: %s.") % _names(without) if without else "",
        reverse("schools:invite"),
        _("Invite"),
        can_wait=_some_are_ready(ground, without),
    )


def _some_are_ready(ground: Ground, without: list[Country]) -> bool:
    """With one country prepared an edition may begin; it tells who else is waited for."""
    return ground.edition is None and len(without) < len(ground.concerned)


def _register(ground: Ground) -> FirstStep:
    # What teachers have proposed meanwhile is no register.
    schools = managed_register(ground.user).order_by()
    there = set(schools.values_list("country", flat=True).distinct())
    without = [one for one in ground.concerned if one.pk not in there]
    return FirstStep(
        "register",
        _("The register of schools is imported"),
        _("No school yet: %s.") % _names(without) if without else "",
        reverse("schools:register_import"),
        _("Import the register"),
        can_wait=_some_are_ready(ground, without),
    )


def _questions(ground: Ground) -> FirstStep:
    there = Question.objects.filter(retired_at__isnull=True).exists()
    return FirstStep(
        "questions",
        _("There are questions"),
        "" if there else _("The bank is empty. Take questions in from a file, or write them."),
        reverse("quizbank:question_files"),
        _("Files of questions"),
    )


def _begun(ground: Ground) -> FirstStep:
    return FirstStep(
        "edition",
        _("An edition is begun"),
        "" if ground.edition else _("It holds the year, the countries, age groups and rules."),
        reverse("competition:edition_begin"),
        _("Begin a new edition"),
    )


def _papers(ground: Ground) -> FirstStep:
    title, way = _("Every age group has its papers"), _("Papers")
    if ground.edition is None:
        return FirstStep("papers", title, _("First an edition has to be begun."))
    divisions = list(ground.edition.divisions.all())
    whole = [one for one in divisions if one.official_id and one.rehearsal_id and one.practice_id]
    lacks = "" if divisions and whole == divisions else _("Official, rehearsal and practice.")
    if not divisions:
        return FirstStep(
            "papers", title, lacks, ground.page("edition_divisions"), _("Divisions and languages")
        )
    return FirstStep("papers", title, lacks, ground.page("papers"), way)


def _windows(ground: Ground) -> FirstStep:
    title = _("Every country says when its classes may play")
    if ground.edition is None:
        return FirstStep("windows", title, _("First an edition has to be begun."))
    lacks = " ".join(_windows_lacking(ground, ground.edition))
    if not codes_of(ground.edition):
        lacks = _("No country takes part yet.")
    return FirstStep("windows", title, lacks, ground.page("edition") + "#countries", _("Windows"))


def _windows_lacking(ground: Ground, edition: Edition) -> list[str]:
    """Who has none, and before it is live also whose are over: they are last year's, or a slip."""
    windows = edition.windows.all()
    opened = {one.country_id for one in windows}
    ahead = {one.country_id for one in windows if one.closes_at > ground.at}
    without = [one for one in ground.taking_part if one.pk not in opened]
    over = [one for one in ground.taking_part if one.pk in opened - ahead]
    lacking = [_("No window yet: %s.") % _names(without)] if without else []
    if over and edition.state != Edition.State.LIVE:
        lacking.append(_("No window lies ahead: %s.") % _names(over))
    return lacking


def _contacts(ground: Ground) -> FirstStep:
    title = _("Help contacts were called and verified")
    if ground.edition is None:
        return FirstStep("contacts", title, _("First an edition has to be begun."))
    today = localdate(ground.at)
    asked = {
        country: [is_verified(one.verified_on, today) for one in country.contacts.all()]
        for country in ground.taking_part
    }
    old = [country for country, verified in asked.items() if not (verified and all(verified))]
    lacks = _("Not all in the last 90 days: %s.") % _names(old) if old else ""
    skipped = ground.edition.demonstration
    return FirstStep(
        *("contacts", title, "" if skipped else lacks),
        skipped=skipped,
    )


def _registration(ground: Ground) -> FirstStep:
    state = ground.edition.state if ground.edition else Edition.State.DRAFT
    lacks = _("Until then nobody but the desk knows of the edition, and no class can enter.")
    return FirstStep(
        "registration",
        _("Registration is open"),
        lacks if state == Edition.State.DRAFT else "",
        ground.page("edition_steps") if ground.edition else "",
        _("Next step"),
    )


def _teachers(ground: Ground) -> FirstStep:
    own = School.objects.filter(pk__in=managed_schools(ground.user).values("pk"))
    there = Role.objects.filter(kind=Role.Kind.TEACHER, school__in=own).exists()
    lacks = _("Teachers add classes and open class quizzes; without them nobody plays.")
    if not there and _invited(Role.Kind.TEACHER).filter(school__in=own).exists():
        lacks = _("Teachers are invited; nobody has answered yet.")
    return FirstStep(
        "teachers",
        _("Teachers have come"),
        "" if there else lacks,
        reverse("schools:people"),
        _("People"),
    )


STEPS: tuple[Maker, ...] = (
    *(_second_factor, _mail, _countries, _controllers, _coordinator, _organizers, _register),
    *(_begun, _questions, _papers, _windows, _contacts, _registration, _teachers),
)
# For those who keep the whole server.
SERVERS = (_mail, _coordinator, _organizers)
