"""An organizer of a country with 900 schools: how long pages take, and who is left to approve.

``python -m bench.organizer_desk [SCHOOLS]`` fills the database that DATABASE_URL names (empty, with
its tables), asks for each page as the organizer of Serbia does, and prints statements, milliseconds
and kilobytes of each. Then every school whose register holds an e-mail is asked as the product
does, and so many say yes as is assumed. The shares are assumptions, no measurement: nobody knows
yet how many registers hold an e-mail, and how many schools answer.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import stage  # noqa: E402
from competition.models import AnswerFile, Attempt, LabCheck, LabCode, Sitting  # noqa: E402
from competition.pupil_api.room import attendance  # noqa: E402
from schools import clock  # noqa: E402
from schools.models import Country, Region, Role, School, SchoolInquiry, User  # noqa: E402
from schools.permissions import waiting_roles  # noqa: E402
from schools.registering.actions.inquiries import answer, ask_schools  # noqa: E402
from tests import cast  # noqa: E402

CLASS_SIZE, PCS, FILES, ROUNDS = 28, 16, 60, 5
PAGES = (
    "schools/registration/",
    "schools/registration/?lacks=approved",
    "schools/waiting/",
    "schools/proposals/",
    "schools/computers/",
    "schools/computers/?state=trouble",
    "schools/",
    "answer-files/",
    "day/",
)
# Of the registers that hold the school's e-mail; of the schools that answer, and with a yes.
WITH_EMAIL, SAY_YES = (1.0, 0.8, 0.5), (0.9, 0.6, 0.3)
MAILS = "django.core.mail.backends.locmem.EmailBackend"
# Schools are asked about names, not about anything with digits in it.
NAMES = [f"{given} {name}ић" for given in ("Милица", "Јован") for name in ("Поп", "Јов", "Петров")]
CHANCE = random.Random(3)


def main() -> None:
    """Fill, ask, print."""
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    stage.make(schools * CLASS_SIZE, CLASS_SIZE)
    home = Country.objects.get(pk="RS")
    made = _make_schools(home, schools)
    _make_teachers(made)
    _check_computers(made)
    _seat_everybody()
    _bring_files(home)
    organizer = cast.make_staff("organizer", country=home)
    for path in PAGES:
        print(_page(organizer, path))
    sittings = list(Sitting.objects.values_list("pk", flat=True))
    print(f"{len(sittings)} rooms that wait: {_milliseconds(lambda: attendance(sittings)):.0f} ms")
    for left in _left(organizer, made):
        print(left)


def _make_schools(home: Country, count: int) -> list[School]:
    """In the register, but for every fortieth, which a teacher missed there."""
    regions = list(Region.objects.filter(country=home, children__isnull=True).order_by("pk"))
    at = clock.now()
    return School.objects.bulk_create(
        School(
            country=home,
            region=regions[n % len(regions)],
            register_code=f"desk-{n}",
            name=f"ОШ „Вук Караџић {n}“",
            place=f"Место {n % 200}",
            pupil_count=300,
            proposed_at=at if n % 40 == 0 else None,
        )
        for n in range(count)
    )


def _make_teachers(schools: list[School]) -> None:
    """The first of each school, who waits."""
    at = clock.now()
    people = User.objects.bulk_create(
        User(email=f"teacher-{n}@desk.example", name=NAMES[n % len(NAMES)], joined_at=at)
        for n in range(len(schools))
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )
    Role.objects.bulk_create(
        Role(user=user, kind=Role.Kind.TEACHER, school=school, asked_at=at - timedelta(hours=n))
        for n, (user, school) in enumerate(zip(people, schools, strict=True))
    )


def _check_computers(schools: list[School]) -> None:
    """Two of three schools, with a PC in eight that is not ready."""
    at = clock.now()
    labs = LabCode.objects.bulk_create(
        LabCode(school=school, code=f"{n:06}", made_at=at)
        for n, school in enumerate(schools)
        if n % 3
    )
    LabCheck.objects.bulk_create(
        LabCheck(
            lab=lab,
            day=at.date(),
            number=number,
            token=f"{lab.code}-{number}",
            checked_at=at,
            ready=bool(number % 8),
            lines={"browser": "ok", "storage": "ok" if number % 8 else "bad"},
            browser="chrome",
            version=120,
        )
        for lab in labs
        for number in range(1, PCS + 1)
    )


def _seat_everybody() -> None:
    """All pupils of all open sittings wait for the start."""
    at = clock.now()
    rows = Sitting.objects.values_list("pk", "entry", "entry__school_class__cards").order_by("pk")
    Attempt.objects.bulk_create(
        (
            Attempt(
                sitting_id=sitting, entry_id=entry, card_id=card, kind="official", joined_at=at,
                receipt=f"{sitting:05}{card:05}"[-10:],
            )
            for sitting, entry, card in rows
        ),
        batch_size=2000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _bring_files(home: Country) -> None:
    """Files of answers that wait for the organizer."""
    at, by = clock.now(), User.objects.earliest("pk")
    here = Attempt.objects.filter(entry__school_class__school__country=home)[:FILES]
    AnswerFile.objects.bulk_create(
        AnswerFile(
            attempt=attempt, lease=1, number=f"{n:08}", digest=f"{n}", content=b"sealed",
            uploaded_at=at, uploaded_by=by, counted_at=at,
            fresh=12,
            known=3,
            over=0,
        )
        for n, attempt in enumerate(here)
    )  # fmt: skip


def _page(user: User, path: str) -> str:
    """Asked for as a browser does, some times over."""
    client = Client()
    client.force_login(user)
    address = f"/sr/staff/{path}"
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        reply = client.get(address)
    statements = len(asked)
    if reply.status_code != 200:
        return f"{path}: {reply.status_code}"
    took = _milliseconds(lambda: client.get(address))
    return f"{path}: {statements} statements, {took:.0f} ms, {len(reply.content) / 1000:.0f} kB"


def _milliseconds(act: Callable[[], object]) -> float:
    def once() -> float:
        since = time.perf_counter()
        act()
        return (time.perf_counter() - since) * 1000

    return median(once() for _ in range(ROUNDS))


def _left(organizer: User, schools: list[School]) -> list[str]:
    """For each assumption who waits in the end, of those at schools in the register."""
    told = []
    for share in WITH_EMAIL:
        for yes in SAY_YES:
            _begin_anew(schools, share)
            began, asked = time.perf_counter(), 0
            with override_settings(MAILERS={"default": {"BACKEND": MAILS}}):
                while found := ask_schools(at=clock.now()):
                    asked += found
            took = time.perf_counter() - began
            for inquiry in SchoolInquiry.objects.all():
                if CHANCE.random() < yes:
                    answer(inquiry, yes=True, at=clock.now())
            left = waiting_roles(organizer).count()
            told.append(
                f"e-mail in the register {share:.0%}, yes {yes:.0%}: {left} of {len(schools)} left"
                f" for a person ({asked} mails in {took:.1f} s)"
            )
    return told


def _begin_anew(schools: list[School], share: float) -> None:
    SchoolInquiry.objects.all().delete()
    pks = [school.pk for school in schools]
    Role.objects.filter(school__in=pks).update(approved_at=None, approved_by=None)
    School.objects.filter(pk__in=pks).update(email="")
    chosen = CHANCE.sample(pks, round(len(pks) * share))
    School.objects.filter(pk__in=chosen).update(email="office@school.example")


if __name__ == "__main__":
    main()
