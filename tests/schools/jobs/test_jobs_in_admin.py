"""Superusers look at jobs in the admin: what each does in words, and nobody changes one."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from schools import clock
from schools.jobs.backend import JobTask, label_of
from schools.models import Job, User
from schools.register.tasks import import_register
from tests.cast import LANGUAGES
from tests.cells import in_one_world
from tests.machine import ROOT
from tests.schools.jobs.example_tasks import note

pytestmark = pytest.mark.django_db
APPS = ("schools", "quizbank", "competition", "leaderboard")
PAGE = "/en/admin/schools/job/"


@pytest.fixture
def job(client: Client, superuser: User) -> Job:
    """An import that was given up; a superuser has logged in."""
    client.force_login(superuser)
    import_register.enqueue(77_123, seen="", closing=[])
    Job.objects.update(
        state="failed", reason="died", tries=3, finished_at=clock.now(), asked_by=superuser
    )
    return Job.objects.get()


def test_the_list_says_what_became_of_each(client: Client, job: Job) -> None:
    page = client.get(PAGE).text
    for words in ("Import a register", "long", "given up", "It was cut off three times."):
        assert words in page
    assert "77123" not in page + client.get(f"{PAGE}{job.pk}/change/").text


@in_one_world("language", LANGUAGES)
def test_every_language_has_words_for_it(language: str, client: Client, job: Job) -> None:
    with translation.override(language):
        said = [label_of(job), job.get_queue_display(), job.get_state_display()]
        page = client.get(reverse("admin:schools_job_changelist")).text
    assert all(words in page for words in said)
    assert (said[0] == "Import a register") == (language == "en")


def test_nobody_changes_adds_or_deletes_one(client: Client, job: Job) -> None:
    assert client.get(f"{PAGE}add/").status_code == 403
    assert client.post(f"{PAGE}{job.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{PAGE}{job.pk}/change/", {"tries": "0"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [job.pk], "post": "yes"}
    client.post(PAGE, chosen)
    assert Job.objects.get().tries == 3


def test_every_task_of_the_product_has_a_label_of_its_own() -> None:
    files = [path for app in APPS for path in (ROOT / app).glob("*/tasks.py")]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    held = [value for name in names for value in vars(import_module(name)).values()]
    labels = {one.module_path: str(one.label) for one in held if isinstance(one, JobTask)}
    assert len(labels) >= 9
    assert [path for path, label in labels.items() if not label] == []
    assert len(set(labels.values())) == len(labels)


def test_a_task_without_words_or_that_is_gone_is_told_by_its_place(
    client: Client, job: Job
) -> None:
    job.task = note.module_path
    assert label_of(job) == "tests.schools.jobs.example_tasks.note"
    job.task = "schools.gone.tasks.work"
    assert label_of(job) == "schools.gone.tasks.work"


def test_a_small_file_keeps_the_label() -> None:
    short = import_register.using(queue_name="short")
    assert isinstance(short, JobTask)
    assert short.label == "Import a register"
