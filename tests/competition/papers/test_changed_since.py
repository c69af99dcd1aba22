"""A published paper stays as it is, whatever is written in its questions afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.exceptions import PaperRefused
from competition.models import Division, Edition, Sitting
from competition.papers.actions.drafts import sign_off
from competition.papers.actions.papers import attach_paper
from competition.papers.queries.drafts import chosen_of, draft_of
from competition.papers.queries.paper_checks import paper_faults
from competition.papers.queries.sets import KINDS
from competition.rules.edition_steps import OVER
from quizbank.bank.actions.writing import write_text
from quizbank.models import Question, QuestionText, Review
from quizbank.papers.actions import publish_paper
from schools.models import Country, School
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import (
    as_read,
    choose,
    make_bank,
    make_draft_edition,
    make_question,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

UNSIGNED = "wait for the sign-off for child protection"
NOBODY = "Nobody has reviewed the texts"
STAY = "The windows of this edition are over; its papers stay as they are."
BEGIN = "Begin a draft with its questions"


@pytest.fixture
def bank(superuser: User) -> list[Question]:
    """Approved as people approve it: on record."""
    found = make_bank(6)
    Review.objects.bulk_create(
        Review(
            question=text.question,
            language=text.language,
            version=text.version,
            act=Review.Act.PROTECTION if text.language == "en" else Review.Act.BACK_CHECK,
            by=superuser,
            at=clock.now(),
        )
        for text in QuestionText.objects.select_related("question")
    )
    return found


@pytest.fixture
def ready(country: Country, bank: list[Question], superuser: User, teacher: User) -> Division:
    """All its papers are published; the topic of one question is sensitive."""
    place = make_draft_edition(country)
    Question.objects.filter(pk=bank[0].pk).update(sensitive=True)
    seen = as_read(bank[0])
    assert sign_off(bank[0], seen=seen, by=teacher, at=clock.now())
    for n, kind in enumerate(KINDS):
        draft = choose(place, kind, bank[2 * n : 2 * n + 2], superuser)
        publish(draft, superuser, clock.now())
    place.refresh_from_db()
    assert paper_faults(place.edition) == []
    return place


def store(question: Question, language: str, **changes: str) -> None:
    """Press "Store the draft"."""
    text = question.texts.get(language=language)
    words = replace(text.words, **{"stem": text.stem, **changes})  # type: ignore[arg-type]  # fields of text
    write_text(question, language, words=words, by=None, at=clock.now())


def _word(question: Question) -> None:
    store(question, "bs", stem="Another word?")


def _source(question: Question) -> None:
    store(question, "en", stem="Another word?")


def _there_and_back(question: Question) -> None:
    before = question.texts.get(language="en").stem
    _source(question)
    store(question, "en", stem=before)


def _empty(question: Question) -> None:
    store(question, "hr", explanation="")


@in_one_world("change", [_word, _source, _there_and_back, _empty])
def test_a_draft_stored_after_publishing_keeps_no_edition_from_going_live(
    change: Callable[[Question], None], ready: Division, bank: list[Question]
) -> None:
    for question in bank:
        change(question)
    assert paper_faults(ready.edition) == []


def test_the_next_paper_needs_the_reviews_and_the_sign_off_anew(
    ready: Division, bank: list[Question], country: Country, superuser: User
) -> None:
    _source(bank[0])
    other = make_draft_edition(country, slug="later")
    with pytest.raises(PaperRefused) as refusal:
        publish(choose(other, "practice", bank[:1], superuser), superuser, clock.now())
    assert [NOBODY in one for one in refusal.value.faults] == [True] * 5 + [False]
    assert UNSIGNED in refusal.value.faults[-1]


def test_a_paper_that_went_out_unreviewed_is_not_made_good_by_later_words(
    country: Country, bank: list[Question], superuser: User
) -> None:
    """One of the bank, which an edition would take over."""
    for code in ("en", "bs", "hr", "sr", "sr-latn"):
        store(bank[0], code, stem="A draft?")
    paper = publish_paper(
        bank[:1],
        title="Bank",
        kind="practice",
        division_code="12-13",
        languages=cast.LANGUAGES,
        at=clock.now(),
    )
    for code in ("en", "bs", "hr", "sr", "sr-latn"):
        store(bank[0], code, stem="Read by people?")
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    place = make_draft_edition(country)
    with pytest.raises(PaperRefused) as refusal:
        attach_paper(place, kind="practice", paper_id=paper.pk, by=superuser, at=clock.now())
    assert [NOBODY in one for one in refusal.value.faults] == [True] * 5
    Division.objects.filter(pk=place.pk).update(practice=paper)
    said = paper_faults(place.edition)
    assert [one for one in said if NOBODY in one]


# ---------------------------------------------------------------- when it is over


@in_one_world("state", OVER)
def test_the_papers_of_an_edition_that_is_over_stay_and_nothing_is_asked_of_them(
    state: str, ready: Division, client: Client, superuser: User
) -> None:
    QuestionText.objects.update(state=QuestionText.State.DRAFT)
    Review.objects.all().delete()
    address = reverse("competition:papers", args=[ready.edition.slug])
    client.force_login(superuser)
    assert "keep the papers from being played" in client.get(address).text
    Edition.objects.update(state=state)
    page = client.get(address).text
    assert ("from being played" in page, STAY in page, NOBODY in page) == (False, True, False)


def test_no_draft_is_begun_for_a_place_that_no_paper_can_take_any_more(
    ready: Division, client: Client, superuser: User
) -> None:
    address = reverse("competition:paper", args=[ready.edition.slug, ready.code, "official"])
    client.force_login(superuser)
    assert BEGIN in client.get(address).text
    Edition.objects.update(state=Edition.State.SEALED)
    page = client.get(address).text
    assert (BEGIN in page, STAY in page) == (False, True)
    version = draft_of(ready, "official").version
    said = client.post(address, {"do": "begin", "version": version}, follow=True).text
    assert ("questions added" in said, chosen_of(draft_of(ready, "official"))) == (False, [])


@in_one_world("why", ["over", "played"])
def test_the_page_of_a_paper_that_stays_offers_no_question_to_choose(
    why: str, ready: Division, client: Client, superuser: User, school: School, teacher: User
) -> None:
    left = make_question("left")
    choose(ready, "official", [left], superuser)
    address = reverse("competition:paper", args=[ready.edition.slug, ready.code, "official"])
    client.force_login(superuser)
    choices = ['id="bank"', 'id="fill"', 'value="blueprint"', f'value="up:{left.pk}"', BEGIN]
    take_out, publish_it = f'value="remove:{left.pk}"', 'href="#ready"'

    def offered() -> list[bool]:
        page = client.get(address).text
        return [one in page for one in (take_out, publish_it, *choices)]

    assert offered() == [True] * 6 + [False]
    if why == "over":
        Edition.objects.update(state=Edition.State.SEALED)
    else:
        entry = cast.make_entry(cast.make_class(school, teacher), ready.edition)
        Sitting.objects.create(
            entry=entry, paper_id=ready.official_id or 0, kind="official", code="123456",
            opened_by=teacher, opened_at=clock.now(),
        )  # fmt: skip
    assert offered() == [True] + [False] * 6
