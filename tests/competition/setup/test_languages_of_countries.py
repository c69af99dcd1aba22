"""Before an edition goes live: is a country asked in the texts it has of its own."""

from __future__ import annotations

import pytest

from base import clock
from base.models import User
from competition.models import Division, Edition
from competition.papers.queries.country_texts import without_country_texts
from competition.setup.checks import Check, checks_of_step
from quizbank.bank.actions.writing import write_text
from quizbank.models import Question, QuestionText
from schools.models import Country
from tests import cast
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

OWN = "Papers with the texts of each country"
WITHOUT = "published without the texts of its own that a country has: Српски (BA), Srpski (BA)."


def looked(edition: Edition, before: str, after: str, text: str) -> Check:
    checks = checks_of_step(Edition.objects.get(pk=edition.pk), before, after, at=clock.now())
    [found] = [one for one in checks if one.text == text]
    assert found.look
    return found


@pytest.fixture
def place(superuser: User) -> Division:
    """Its only country is Croatia; two papers are published."""
    place = make_draft_edition(cast.make_country("HR"))
    bank = make_bank(4)
    for kind, questions in (("official", bank[:2]), ("practice", bank[2:])):
        publish(choose(place, kind, questions, superuser), superuser, clock.now())
    return place


def written(key: str, state: str) -> None:
    question = Question.objects.get(key=key)
    words = question.texts.get(language="sr").words
    text = write_text(question, "sr-BA", words=words, by=None, at=clock.now())
    QuestionText.objects.filter(pk=text.pk).update(state=state)


def test_a_country_that_joins_later_needs_its_papers_published_anew(
    place: Division, country: Country, superuser: User
) -> None:
    written("bank-0", QuestionText.State.APPROVED)
    written("bank-2", QuestionText.State.DRAFT)
    assert without_country_texts(place.edition) == []
    place.edition.countries.add(country)
    edition = Edition.objects.get(pk=place.edition_id)
    [fault] = looked(edition, "rehearsal", "live", OWN).faults
    assert fault.startswith("official paper, ages 12–13: ")
    assert WITHOUT in fault
    place.refresh_from_db()
    again = [Question.objects.get(key=f"bank-{n}") for n in (0, 1)]
    publish(choose(place, "official", again, superuser), superuser, clock.now())
    assert without_country_texts(edition) == []
    written("bank-1", QuestionText.State.DRAFT)
    assert without_country_texts(edition) == []
    QuestionText.objects.filter(question__key="bank-1").update(state=QuestionText.State.APPROVED)
    [late] = without_country_texts(edition)
    assert WITHOUT in late, "the paper has the variant, without that text"
