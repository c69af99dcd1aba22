"""The pages of the workshop as a person uses them: pressed, and read."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.models import Question, QuestionText
from tests import cast
from tests.reading import Page

KEY = "lost-phone"
WORDS = {"stem": "What now?", "explanation": "So."}
WORDS |= {f"choice_{letter}": f"New {letter}" for letter in "abcd"}


def page_of(name: str, *args: str) -> str:
    return reverse(f"quizbank:{name}", args=args)


def read(text: str) -> str:
    return " ".join(" ".join(said.text for said in Page(text).said).split())


def at_bench(client: Client, do: str, language: str = "en", **data: object) -> str:
    """What the page says after a button of the workbench was pressed on the present text."""
    text = QuestionText.objects.get(question__key=KEY, language=language)
    seen = {"state": text.state, "source_version": source_version()}
    sent = {"do": do, "version": text.version, **seen, **data}
    answer = client.post(page_of("question_text", KEY, language), sent, follow=True)
    assert answer.status_code == 200
    return read(answer.text)


def source_version() -> int:
    return QuestionText.objects.get(question__key=KEY, language="en").version


def state(language: str = "en") -> str:
    return QuestionText.objects.get(question__key=KEY, language=language).state


def approve_source(question: Question, content: User, protection: User) -> None:
    """The source passes both its reviews."""
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    for by in (content, protection):
        told = {"version": 1, "choice": "a", "by": by, "at": clock.now()}
        assert reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
