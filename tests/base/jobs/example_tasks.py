"""Tasks that only tests ask for: quick, wrong, refused, endless, greedy."""

from __future__ import annotations

import time

from django.db import OperationalError
from django.tasks import task
from django.utils import timezone

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Context, progress_of
from base.languages.speech import spoken_variant
from base.models import Job, MadeFile


@task(queue_name="short", takes_context=True)
def note(context: Context, word: str) -> None:
    """Leave a word behind: in the only table here without a rule of its own."""
    progress_of(context).expect(1)
    _note(word)
    progress_of(context).step()


@task(queue_name="long")
def note_at_length(word: str) -> None:
    """The same behind others that take long."""
    _note(word)


@task(queue_name="short")
def note_how_it_is_read() -> None:
    """The clocks and the speech that a text made here would be in."""
    _note(f"{timezone.get_current_timezone_name()} {spoken_variant('sr')}")


@task(queue_name="short")
def break_down() -> None:
    """A mistake of the program."""
    raise ZeroDivisionError


@task(queue_name="short")
def refuse() -> None:
    """What no second try would change."""
    raise GivenUp(Job.Reason.FAULTY)


@task(queue_name="short")
def lose_the_database() -> None:
    """What passes by itself."""
    raise OperationalError


@task(queue_name="long", takes_context=True)
def go_on_for_ever(context: Context) -> None:
    """Never end, and say so."""
    progress_of(context).expect(100)
    while True:
        progress_of(context).step()
        time.sleep(0.1)


@task(queue_name="long")
def take_everything() -> None:
    """Ask for more memory until there is none."""
    kept = []
    while True:
        kept.append(bytes(range(256)) * 4096 * 16)


def _note(word: str) -> None:
    about = {"about": 1, "asked_at": clock.now()}
    MadeFile.objects.update_or_create(kind="word", part=word, defaults=about)
