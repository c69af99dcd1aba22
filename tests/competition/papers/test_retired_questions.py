"""What is retired or not finished stays out of new papers, and stops none that runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from competition.editions.permissions import Desk
from competition.exceptions import PaperRefused
from competition.models import Division, Edition, PaperDraft
from competition.papers.actions.drafts import add_questions, begin_from_paper
from competition.papers.actions.papers import attach_paper
from competition.papers.queries.candidates import CandidateFilters, bank_of, rows_of
from competition.papers.queries.drafts import chosen_of, draft_of
from competition.papers.queries.filling import filling
from competition.papers.queries.paper_checks import papers_standing
from competition.papers.queries.sets import KINDS
from competition.setup.checks import checks_before
from quizbank.bank.actions import reviewing
from quizbank.models import Question
from quizbank.papers.actions import publish_paper
from schools.models import Country
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

RETIRED = "These questions are retired. Take them out. Questions: 2."
SINCE = "official paper, ages 12–13: These questions were retired after it was published: 2."


@pytest.fixture
def place(country: Country) -> Division:
    """Of an edition that is real."""
    return make_draft_edition(country)


@pytest.fixture
def bank(db: None) -> list[Question]:
    return make_bank(8)


@pytest.fixture
def retire(superuser: User, now: datetime) -> Callable[[Question], None]:
    return lambda question: reviewing.retire(question, comment="Old.", by=superuser, at=now)


@pytest.fixture
def ready(place: Division, bank: list[Question], superuser: User, now: datetime) -> Division:
    """All papers are published, two questions each."""
    for n, kind in enumerate(KINDS):
        publish(choose(place, kind, bank[2 * n : 2 * n + 2], superuser), superuser, now)
    place.refresh_from_db()
    return place


def refused(draft: PaperDraft, by: User, at: datetime) -> list[str]:
    with pytest.raises(PaperRefused) as refusal:
        publish(draft, by, at)
    return refusal.value.faults


# ---------------------------------------------------------------- retired


def test_a_retired_question_is_offered_nowhere(
    place: Division,
    bank: list[Question],
    retire: Callable[[Question], None],
    superuser: User,
    now: datetime,
) -> None:
    retire(bank[1])
    draft = draft_of(place, "official")
    ids = [question.pk for question in bank]
    assert bank[1] not in bank_of(place, CandidateFilters(), cast.LANGUAGES)
    assert bank[1] not in [one.question for one in filling(draft, [], by=superuser).proposed]
    assert add_questions(draft, ids=ids, version=draft.version, by=superuser, at=now) == 7
    assert bank[1].pk not in [item.question_id for item in chosen_of(draft_of(place, "official"))]


@in_one_world("kind", KINDS)
def test_no_new_paper_holds_a_retired_question(
    kind: str,
    bank: list[Question],
    retire: Callable[[Question], None],
    country: Country,
    superuser: User,
    now: datetime,
) -> None:
    place = make_draft_edition(country, slug="other")
    draft = choose(place, kind, bank[:3], superuser)
    retire(bank[1])
    assert refused(draft, superuser, now) == [RETIRED]
    reviewing.restore(bank[1], by=superuser, at=now)
    assert publish(draft, superuser, now).kind == kind


def test_a_paper_of_the_bank_with_a_retired_question_is_not_taken_over(
    place: Division,
    bank: list[Question],
    retire: Callable[[Question], None],
    superuser: User,
    now: datetime,
) -> None:
    told: dict[str, Any] = {"title": "Bank", "kind": "official", "division_code": "12-13"}
    paper = publish_paper(bank[:2], **told, languages=cast.LANGUAGES, at=now)
    retire(bank[1])
    with pytest.raises(PaperRefused) as refusal:
        attach_paper(place, kind="official", paper_id=paper.pk, by=superuser, at=now)
    assert refusal.value.faults == [RETIRED]


def test_a_draft_from_a_paper_leaves_retired_questions_out(
    ready: Division,
    bank: list[Question],
    retire: Callable[[Question], None],
    superuser: User,
    now: datetime,
) -> None:
    retire(bank[1])
    draft = draft_of(ready, "official")
    assert begin_from_paper(draft, version=draft.version, by=superuser, at=now) == 1
    assert [item.question for item in chosen_of(draft_of(ready, "official"))] == [bank[0]]


def test_a_paper_in_its_place_is_played_on_and_its_page_says_what_was_retired(
    ready: Division, bank: list[Question], retire: Callable[[Question], None], client: Client
) -> None:
    retire(bank[1])
    standing = papers_standing(ready.edition)
    assert (standing.faults, standing.notes) == ([], [SINCE])
    client.force_login(cast.make_staff("coordinator"))
    said = Page(client.get(reverse("competition:papers", args=[ready.edition.slug])).text).said
    assert "Nothing is stopped" in " ".join(one.text for one in said)


def test_before_an_edition_goes_live_somebody_has_to_look_at_it(
    ready: Division, bank: list[Question], retire: Callable[[Question], None], now: datetime
) -> None:
    retire(bank[1])
    edition = ready.edition
    edition.state = Edition.State.REHEARSAL
    looks = [check for check in checks_before(edition, "live", at=now) if check.look]
    told = (["1 question was retired after its paper was published."], False)
    assert told in [(check.faults, check.stops) for check in looks]


# ---------------------------------------------------------------- not finished


def _hole(question: Question) -> None:
    """As when the source got a fourth answer."""
    choices = {**dict.fromkeys("abc", "x"), "d": ""}
    question.texts.filter(language="hr").update(choices=choices, state="draft")


def _no_source(question: Question) -> None:
    question.texts.filter(language="en").update(state="draft")


EVERY = [
    f"Nobody has reviewed the texts in this language: {name}. Questions: 2."
    for name in ("English", "Bosanski", "Hrvatski", "Српски", "Srpski")
]


@in_one_world(
    ("spoil", "faults"),
    [
        (_hole, ["There is no text in this language: Hrvatski. Questions: 2."]),
        (_no_source, EVERY),
    ],
    ids=["hole", "source"],
)
def test_a_text_with_a_hole_is_none_and_one_without_its_source_is_not_reviewed(
    spoil: Callable[[Question], None],
    faults: list[str],
    place: Division,
    bank: list[Question],
    superuser: User,
    now: datetime,
) -> None:
    spoil(bank[1])
    draft = choose(place, "official", bank[:3], superuser)
    assert sorted(refused(draft, superuser, now)) == sorted(faults)


@in_one_world(
    ("spoil", "unfinished", "unreviewed", "nowhere"),
    [(_hole, ["Hrvatski"], [], False), (_no_source, [], 5, True)],
    ids=["hole", "source"],
)
def test_the_bank_says_the_same(
    spoil: Callable[[Question], None],
    unfinished: list[str],
    unreviewed: list[str] | int,
    nowhere: bool,
    place: Division,
    bank: list[Question],
) -> None:
    spoil(bank[1])
    row = rows_of(bank, cast.LANGUAGES, desk=Desk(every=True))[bank[1].pk]
    assert [one.name for one in row.unfinished] == unfinished
    assert row.missing == []
    assert len(row.unreviewed) == (unreviewed if isinstance(unreviewed, int) else 0)
    assert row.reviewed_nowhere == nowhere
    reviewed = bank_of(place, CandidateFilters(reviewed=True), cast.LANGUAGES)
    assert bank[1] not in reviewed
    assert bank[0] in reviewed
