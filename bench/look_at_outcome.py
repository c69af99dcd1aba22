"""One step of `bench.outcome` in the database that DATABASE_URL names; prints JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import batched

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponseBase  # noqa: E402
from django.test import Client  # noqa: E402

from bench.database_time import database_seconds  # noqa: E402
from competition.aliases.actions import aliases_for  # noqa: E402
from competition.models import Attempt, AwardRule, Edition  # noqa: E402
from leaderboard.awards.actions.seal_works import ask_for  # noqa: E402
from leaderboard.awards.tasks import draw_awards  # noqa: E402
from leaderboard.exports.tasks import ask  # noqa: E402
from leaderboard.item_review.tasks import ask_for_figures  # noqa: E402
from leaderboard.models import AwardTerms, DrawPlan, Export, Seal, SealWork  # noqa: E402
from leaderboard.review_desk.tasks import ask_for_list  # noqa: E402
from leaderboard.seals.actions.noting_changes import note_attempt, note_question  # noqa: E402
from leaderboard.seals.tasks import do_seal_work  # noqa: E402
from quizbank.models import PaperQuestion  # noqa: E402
from schools import clock  # noqa: E402
from schools.jobs.performing import Progress, perform  # noqa: E402
from schools.jobs.tending import tend_jobs  # noqa: E402
from schools.models import Job, School, User  # noqa: E402
from tests import cast  # noqa: E402

AWARDS = (
    {"kind": "rank", "amount": 3, "terms": {"share": False, "reserves": 2}},
    {"kind": "percentile", "amount": 10, "terms": {}},
    {"kind": "threshold", "least": 80, "terms": {}},
    {"kind": "draw", "amount": 10, "least": 80, "terms": {"reserves": 2, "once": True}},
    {"kind": "schools", "amount": 10, "least": 20, "terms": {}},
)


def make(attempts: str) -> None:
    """The contest, with awards as countries have them, and two people."""
    call_command("make_contest", seed=7, attempts=int(attempts), verbosity=0)
    edition = Edition.objects.get()
    for position, one in enumerate(AWARDS, start=1):
        named = {key: value for key, value in one.items() if key != "terms"}
        rule = AwardRule.objects.create(
            edition=edition, position=position, names={"en": str(one["kind"])}, **named
        )
        AwardTerms.objects.create(rule=rule, **one["terms"])  # type: ignore[arg-type]
    School.objects.update(pupil_count=200)
    # As the opening of a quiz does; a contest is made without.
    cards = Attempt.objects.order_by("card").values_list("card_id", flat=True)
    for some in batched(cards, 2000):
        aliases_for(some, edition=edition)
    at = clock.now()
    DrawPlan.objects.create(
        edition=edition,
        number="Round 12",
        comes_at=at + timedelta(days=1),
        substitute="Round 13",
        substitute_at=at + timedelta(days=2),
    )
    for name in ("first", "second"):
        cast.give_second_factor(User.objects.create_superuser(f"{name}@example.org"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def first() -> User:
    return User.objects.get(email="first@example.org")


def _work(kind: str, **more: object) -> SealWork:
    wish = SealWork(edition=Edition.objects.get(), kind=kind, asked_by=first(), **more)
    if kind == "confirm":
        wish.asked_by = User.objects.get(email="second@example.org")
        wish.seal, wish.seen = Seal.objects.latest("pk"), True
    wish.asked_at = clock.now() + timedelta(days=1)
    return ask_for(wish, draw_awards if kind == "draw" else do_seal_work)


def _note() -> None:
    """A card out of the count, and a question for nobody."""
    edition, at = Edition.objects.get(), clock.now()
    best = Attempt.objects.filter(result__counts=True).order_by("-result__score", "pk")[0]
    note_attempt(best, kind="void", reason="rules", by=first(), at=at)
    item = PaperQuestion.objects.filter(paper=edition.divisions.earliest("pk").official)[0]
    note_question(edition, item, neutral=True, reason="key", by=first(), at=at)
    _work("correct", text="A card of somebody else, and a wrong key.")


def _workbook() -> None:
    ask(Edition.objects.get(), part=Export.Part.WORKBOOK, language="en", by=first(), at=clock.now())


# In the order in which they are asked for.
JOBS: dict[str, Callable[[], object]] = {
    "figures of questions": lambda: ask_for_figures(Edition.objects.get(), by=first()),
    "review desk": lambda: ask_for_list(Edition.objects.get(), by=first()),
    "list laid before": lambda: _work("lay_before"),
    "sealed": lambda: _work("confirm"),
    "drawn": lambda: _work("draw", number="71233"),
    "correction laid before": _note,
    "correction sealed": lambda: _work("confirm"),
    "workbook": _workbook,
}


def do(name: str) -> None:
    """Ask for it and do it here; how long, how much work that is, and how much more memory."""
    JOBS[name]()
    job = Job.objects.get(state=Job.State.WAITING, queue="long")
    before, since = _peak_mib(), time.monotonic()
    used, served = time.process_time(), database_seconds()
    tend_jobs(at=clock.now(), begin=lambda one: _perform(one, job))
    took, own = time.monotonic() - since, time.process_time() - used
    base = database_seconds() - served
    job.refresh_from_db()
    refused = SealWork.objects.filter(job=job).exclude(refused="").first()
    if job.state != Job.State.DONE or refused:
        raise SystemExit(f"{name}: {job.get_reason_display()} {refused and refused.refused}")
    grown = _peak_mib() - before
    print(json.dumps({"seconds": took, "own_s": own, "database_s": base, "grown_mib": grown}))


def _perform(one: Job, meant: Job) -> None:
    if one.pk == meant.pk:
        perform(one, Progress())


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pages() -> None:
    """Every page and file of the outcome, as who leads the edition; seconds of each."""
    Edition.objects.update(state=Edition.State.PUBLISHED)
    slug = Edition.objects.get().slug
    desk, public = f"/en/staff/editions/{slug}", f"/en/boards/{slug}"
    paths = [
        *(f"{desk}/{name}/" for name in ("seal", "awarding", "figures", "desk", "neutralise")),
        f"{public}/seal/",
        *(f"{public}/seal/{name}" for name in ("list.csv", "1/list.csv", "2/awards.json")),
        f"{public}/draw/",
        f"{public}/draw/?repeat=1",
        *(f"{public}/draw/{name}" for name in ("awards.json", "draw.json")),
        "/en/staff/spreadsheets/",
    ]
    visitor = Client(headers={"host": "127.0.0.1"})
    visitor.force_login(first())
    receipt = Attempt.objects.filter(result__counts=True).exclude(receipt="").first()
    took = {path: _seconds(lambda: visitor.get(path)) for path in paths}  # noqa: B023
    if receipt is not None:
        sent = {"receipt": receipt.receipt}
        took["the result of a pupil"] = _seconds(lambda: visitor.post("/en/receipt/", sent))
    wish = {"code": "000000000000", "kind": "void", "reason": "rules"}
    took["a change noted"] = _seconds(lambda: visitor.post(f"{desk}/seal/note/", wish))
    print(json.dumps(took))


def _seconds(read: Callable[[], HttpResponseBase]) -> float:
    began = time.perf_counter()
    reply = read()
    assert reply.status_code in (200, 302), reply.status_code
    # Nobody is sent away to log in.
    assert "/login/" not in reply.headers.get("Location", "")
    return time.perf_counter() - began


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1] == "pages":
        pages()
    else:
        do(sys.argv[1])
