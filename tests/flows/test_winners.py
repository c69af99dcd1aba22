"""A winner's way: from the mail to the teacher to the name on the public page, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Person, Teacher, look

pytestmark = pytest.mark.later

TEACHER = "teacher-ba@demo.invalid"
NAME = "Lamija Hodžić"
# What two organizers do after the day, each step of which has a test of its own; mails go by day.
SEALED = f"""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
from competition.models import AwardRule, Edition, Result, Window
from leaderboard.models import WinnersPlan
from leaderboard.seals.actions import confirm, propose
from leaderboard.winners.actions import start_telling
from base import clock
from base.clock import now
from base.jobs.performing import Progress
from base.models import User
from base.outbox.sending import send_mails
at = now()
own = Result.objects.filter(attempt__entry__school_class__teachers__email="{TEACHER}", counts=True)
edition = own.earliest("pk").division.edition
best = own.filter(division__edition=edition).earliest("pk")
Result.objects.filter(pk=best.pk).update(score=best.max_score, wrong=0, hard=99, time=1)
Window.objects.update(opens_at=at - timedelta(days=2), closes_at=at - timedelta(days=1))
Edition.objects.filter(pk=edition.pk).update(state="review")
AwardRule.objects.filter(edition=edition).delete()
AwardRule.objects.create(edition=edition, kind="rank", amount=1, names={{"en": "Gold"}},
    division=best.division, country=best.country)
first, second = (User.objects.create_superuser(f"{{n}}@demo.invalid", "x") for n in "12")
seal = propose(Edition.objects.get(pk=edition.pk), by=first, at=at)
confirm(seal, by=second, at=at, seen=True)
today = at.date()
WinnersPlan.objects.create(edition=edition, confirm_by=today + timedelta(days=9),
    public_from=at, names_until=today + timedelta(days=60))
Edition.objects.filter(pk=edition.pk).update(state="sealed")
start_telling(edition, at=at)
tomorrow = today + timedelta(days=1)
noon = datetime(*tomorrow.timetuple()[:3], 12, tzinfo=ZoneInfo("Europe/Sarajevo"))
clock.now = lambda: noon
send_mails(Progress(), at=clock.now)
Edition.objects.filter(pk=edition.pk).update(state="published")
print("public: /en/boards/%s/winners/%s/" % (edition.slug, best.country_id.lower()))
"""


def press(page: Page, do: str) -> None:
    """A step of the winner, by keyboard."""
    page.locator(f"button[value={do}]").press("Enter")
    page.wait_for_load_state()


def from_the_mail(teacher: Teacher, told: str) -> None:
    """To the own winner, by the address in the mail."""
    mailed = re.search(rf"To: {TEACHER}.*?(/\S+)/staff/winners/", told, re.DOTALL)
    assert mailed
    teacher.page.goto(f"{teacher.url}/en/staff/winners/")
    look(teacher.page)
    teacher.page.locator(".winner-line a").press("Enter")


def name_it(page: Page) -> None:
    """All steps, the consent and the name on a telephone."""
    press(page, "confirm")
    press(page, "tell")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("#id_signed").check()
    look(page)
    press(page, "consent")
    page.fill("#id_name", NAME)
    press(page, "name")
    look(page)


@pytest.mark.journey
def test_a_teacher_goes_from_the_mail_to_the_name_and_takes_it_back(
    day: Day, browser: Browser
) -> None:
    told = day.machine.run("manage", "shell", "-c", SEALED)
    public = told.partition("public: ")[2].strip()
    teacher = Teacher(browser, day.url, "en")
    teacher.log_in(TEACHER, day.logins[TEACHER])
    expect(teacher.page.locator("main a[href$='/winners/']")).to_be_visible()
    from_the_mail(teacher, told)
    name_it(teacher.page)
    anybody = Person(browser, day.url, "en")
    anybody.page.goto(f"{day.url}{public}")
    expect(anybody.page.locator("main")).to_contain_text(NAME)
    look(anybody.page)
    press(teacher.page, "withdraw")
    expect(teacher.page.locator("h1")).not_to_have_text(NAME)
    anybody.page.reload()
    expect(anybody.page.locator("main strong").first).to_be_visible()
    expect(anybody.page.locator("main")).not_to_contain_text(NAME)
    anybody.page.goto(f"{day.url}/en/boards/")
    expect(anybody.page.locator(f"a[href='{public}']")).to_have_count(1)
    assert teacher.complaints == anybody.complaints == []
