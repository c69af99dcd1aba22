"""The admin: every page of every model opens, what is on record stays, decisions are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from competition.exceptions import NothingToDo
from competition.models import (
    Answer,
    Attempt,
    Credit,
    Decision,
    DraftQuestion,
    Entry,
    Outage,
    Result,
    Sitting,
)
from competition.sittings.actions.attempts import NoReasonToVoid, NothingLate, accept_late, void
from quizbank.models import Paper, PaperQuestion, Picture
from schools import clock
from schools.models import Card, Grade, Role, RosterImport, School, User
from tests import cast

OURS = ("schools", "quizbank", "competition")
# The others are edited inside these; a picture is seen where its question is, and listed nowhere.
MODELS = [
    model
    for label in OURS
    for model in apps.get_app_config(label).get_models()
    if model not in (Grade, PaperQuestion, DraftQuestion, Picture, RosterImport)
]
ON_RECORD = (
    "alias answer answerfile attempt awardrule beat credit decision duty editionstep helpcall "  # noqa: SIM905 - reads better
    "helpline helpstep labcheck labcode lease letter lettermail logo notednumber outage "
    "paperdraft paperrecord partner pinguess reserveuse result signoff sitting stamp".split()
)
IN_WORKSHOP = (
    *("question", "questiontext", "wording", "review", "paper", "compiledpaper", "compiledkey"),
    "questionfile",
)
READ_ONLY = [*(f"quizbank.{n}" for n in IN_WORKSHOP), *(f"competition.{n}" for n in ON_RECORD)]
READ_ONLY += ["competition.notice", "competition.window", "competition.windowchange"]
DESK = ["schools.registerupload", "schools.schoolmerge", "schools.teacherdecision"]
DESK += ["schools.teachersheet", "schools.sheetmail", "schools.card"]
DESK += ["schools.cardopening", "schools.classcover", "schools.job"]
DESK += ["competition.waitingbrowser"]
NOT_ADDED = [
    *(*READ_ONLY, *DESK),
    *("competition.division", "schools.invitation", "schools.contact"),
]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Addresses, and so pages, in the language of these tests."""
    with override("en"):
        yield


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


@pytest.fixture
def attempt(finished_attempt: Callable[..., Attempt], card: Card, sitting: Sitting) -> Attempt:
    """Finished with every answer right."""
    return finished_attempt(card=card, choices=cast.right_choices(sitting.paper))


def come_late(attempt: Attempt, *, question: int, choice: int) -> None:
    assert attempt.finished_at is not None
    Answer.objects.create(
        attempt=attempt,
        lease=1,
        seq=90,
        question=question,
        choice=choice,
        received_at=attempt.finished_at + timedelta(seconds=5),
    )


def page_of(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def choose(admin: Client, one: Model, action: str, **fields: str) -> str:
    """The page after an action on one row."""
    data = {"action": action, "_selected_action": [one.pk], **fields}
    return admin.post(page_of(type(one), "changelist"), data, follow=True).text


def test_every_page_of_every_model_opens(admin: Client, attempt: Attempt) -> None:
    for model in MODELS:
        paths = [page_of(model, "changelist") + asked for asked in ("?o=1", "?q=x")]
        paths += [page_of(model, "change", row.pk) for row in model._base_manager.all()[:1]]
        for path in paths:
            assert admin.get(path).status_code == 200, path
        add, may_add = page_of(model, "add"), model._meta.label_lower not in NOT_ADDED
        assert admin.get(add).status_code == (200 if may_add else 403), add


def test_what_is_on_record_is_never_edited(admin: Client, attempt: Attempt) -> None:
    for label in READ_ONLY:
        model = apps.get_model(label)
        for row in model.objects.all()[:1]:
            change = admin.post(page_of(model, "change", row.pk), {"kind": "x"})
            delete = admin.post(page_of(model, "delete", row.pk), {"post": "yes"})
            assert (change.status_code, delete.status_code) == (403, 403), label
        assert "delete_selected" not in admin.get(page_of(model, "changelist")).text, label
        assert django_admin.site.is_registered(model), label


def test_nobody_else_gets_in(client: Client, teacher: User) -> None:
    for user, told in ((teacher, 302), (cast.make_admin("s@example.org"), 403)):
        client.force_login(user)
        for model in MODELS:
            path = page_of(model, "changelist")
            assert client.get(path).status_code == told, (path, user.email)


def test_late_answers_count_once_they_are_accepted(attempt: Attempt, superuser: User) -> None:
    come_late(attempt, question=1, choice=int(cast.right_choices(attempt.sitting.paper)[0]) % 4 + 1)
    assert accept_late(attempt, by=superuser, at=clock.now()).score == 4
    [decision] = attempt.decisions.all()
    assert (decision.kind, decision.decided_by) == ("accept_late", superuser)
    assert (attempt.result.score, attempt.result.late) == (4, 0)


def test_there_has_to_be_a_late_answer(attempt: Attempt, superuser: User) -> None:
    with pytest.raises(NothingLate):
        accept_late(attempt, by=superuser, at=clock.now())
    assert not attempt.decisions.exists()


def test_a_running_attempt_has_nothing_to_accept(
    card: Card, sitting: Sitting, superuser: User
) -> None:
    with pytest.raises(NothingToDo):
        accept_late(cast.make_attempt(card, sitting), by=superuser, at=clock.now())


def test_a_voided_attempt_no_longer_counts_and_lets_the_card_try_again(
    attempt: Attempt, superuser: User
) -> None:
    void(attempt, reason="rules", by=superuser, at=clock.now())
    assert Result.objects.get(attempt=attempt).counts is False
    [decision] = attempt.decisions.all()
    assert (decision.kind, decision.reason, decision.card) == ("void", "rules", attempt.card)
    cast.make_attempt(attempt.card, attempt.sitting)


@pytest.mark.parametrize("reason", ["", "he was rude"], ids=["none", "in own words"])
def test_voiding_needs_a_reason_of_the_list(reason: str, attempt: Attempt, superuser: User) -> None:
    with pytest.raises(NoReasonToVoid):
        void(attempt, reason=reason, by=superuser, at=clock.now())
    assert Result.objects.get(attempt=attempt).counts is True


def test_an_attempt_is_voided_once(attempt: Attempt, superuser: User) -> None:
    void(attempt, reason="rules", by=superuser, at=clock.now())
    with pytest.raises(NothingToDo):
        void(attempt, reason="rules", by=superuser, at=clock.now())


def test_the_admin_voids_with_the_chosen_reason(admin: Client, attempt: Attempt) -> None:
    assert "1 attempt is voided." in choose(admin, attempt, "void_attempts", reason="wrong_card")
    assert attempt.decisions.get().reason == "wrong_card"


def test_the_admin_asks_for_a_reason(admin: Client, attempt: Attempt) -> None:
    assert "Choose a reason for voiding" in choose(admin, attempt, "void_attempts", reason="")
    assert not attempt.decisions.exists()


def test_the_admin_accepts_late_answers(admin: Client, attempt: Attempt) -> None:
    come_late(attempt, question=1, choice=4)
    assert "Late answers of 1 attempt count now." in choose(admin, attempt, "accept_late_answers")
    assert "This attempt has no late answers." in choose(admin, attempt, "accept_late_answers")


def test_a_receipt_is_shown_to_nobody(admin: Client, attempt: Attempt) -> None:
    attempt.refresh_from_db()
    assert attempt.receipt
    for path in (page_of(Attempt, "changelist"), page_of(Attempt, "change", attempt.pk)):
        assert attempt.receipt not in admin.get(path).text


@pytest.fixture
def outage(attempt: Attempt) -> Outage:
    now = clock.now()
    return Outage.objects.create(
        began_at=now - timedelta(seconds=50), ended_at=now - timedelta(seconds=20)
    )


def test_the_time_of_an_outage_is_given_back(
    admin: Client, outage: Outage, attempt: Attempt, superuser: User
) -> None:
    assert "1 outage is settled. 1 attempt got time." in choose(admin, outage, "give_back")
    outage.refresh_from_db()
    assert (outage.settled_by, Credit.objects.get().seconds) == (superuser, 30)
    assert "This outage is settled already." in choose(admin, outage, "give_back")


def test_an_outage_is_settled_without_giving_time(admin: Client, outage: Outage) -> None:
    assert "1 outage is settled. 0 attempts got time." in choose(admin, outage, "give_nothing")
    assert not Credit.objects.exists()
    assert Decision.objects.filter(kind="outage", amount=0).exists()


def test_a_role_is_approved_by_whoever_is_logged_in(
    admin: Client, school: School, superuser: User
) -> None:
    new = cast.make_teacher(school, "nova@example.org", approved=False)
    assert "1 role is approved." in choose(admin, new.roles.get(), "approve")
    role = Role.objects.get(user=new)
    assert (role.approved_at is not None, role.approved_by) == (True, superuser)
    assert "0 roles are approved." in choose(admin, role, "approve")


def test_a_user_made_in_the_admin_can_log_in(admin: Client, client: Client) -> None:
    inline = {"roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0"}
    secret = {"usable_password": "true", "password1": cast.PASSWORD, "password2": cast.PASSWORD}
    typed = {"email": "Ana@Example.org", "name": "Ana", **secret, **inline}
    admin.post(page_of(User, "add"), typed)
    assert Client().login(username="ana@example.org", password=cast.PASSWORD)


def test_a_password_is_not_shown(admin: Client, superuser: User) -> None:
    page = admin.get(page_of(User, "change", superuser.pk)).text
    assert superuser.password not in page
    change = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert admin.get(change).status_code == 200


def test_a_class_enters_the_division_of_its_grade(admin: Client, entry: Entry) -> None:
    edition, school_class = entry.edition, entry.school_class
    entry.delete()
    typed = {"edition": edition.pk, "school_class": school_class.pk}
    admin.post(page_of(Entry, "add"), typed)
    assert Entry.objects.get().division.code == "12-13"
    Entry.objects.all().delete()
    edition.divisions.update(code="9-11")
    assert "no age group for the grade" in admin.post(page_of(Entry, "add"), typed).text


def test_nobody_approves_or_writes_a_text_past_the_workshop(admin: Client) -> None:
    text = cast.make_question("one").texts.get(language="en")
    for row in (text, text.question):
        change = admin.post(
            page_of(type(row), "change", row.pk), {"state": "approved", "right": "d"}
        )
        assert change.status_code == 403
    text.refresh_from_db()
    assert (text.state, text.question.right) == ("draft", "a")


def test_the_seed_of_a_paper_is_not_shown(admin: Client, db: None) -> None:
    paper = cast.make_paper("official", 2)
    assert paper.seed not in admin.get(page_of(Paper, "change", paper.pk)).text
