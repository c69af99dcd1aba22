"""Country variants in the workshop of papers: what is refused, what is shown, what is filtered."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from base import clock
from base.models import User
from competition.editions.permissions import Desk
from competition.exceptions import PaperRefused
from competition.models import Division
from competition.papers.actions.papers import attach_paper
from competition.papers.queries.candidates import CandidateFilters, bank_of, rows_of
from competition.papers.queries.drafts import chosen_of
from competition.papers.queries.filling import filling
from competition.papers.queries.paper_checks import paper_faults
from quizbank.bank.actions.writing import write_text
from quizbank.models import Paper, Question, QuestionText
from quizbank.papers.actions import publish_paper
from quizbank.rules.text_units import TextWords
from schools.models import Country
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

WAITS = "Nobody has reviewed the texts in this language: {}. Questions: 2."


@pytest.fixture
def bank(country: Country) -> list[Question]:
    """Reviewed, in two scripts of ekavian."""
    found = make_bank(3)
    QuestionText.objects.filter(language="sr").update(stem="Где?")
    QuestionText.objects.filter(language="sr-latn").update(stem="Gde?")
    return found


def write(question: Question, code: str, stem: str, *, approved: bool) -> QuestionText:
    """A variant of a question."""
    words = TextWords(stem, dict.fromkeys("abcd", stem), "Зато.")
    text = write_text(question, code, words=words, by=None, at=clock.now())
    if approved:
        text.state = QuestionText.State.APPROVED
        text.save(update_fields=["state"])
    return text


# ---------------------------------------------------------------- what is refused


@in_one_world(
    ("code", "approved", "fault"),
    [
        ("sr-BA", False, WAITS.format("Српски (BA)")),
        ("sr-latn-BA", False, WAITS.format("Srpski (BA)")),
        ("sr-BA", True, ""),
        ("sr-HR", False, ""),
        ("en-BA", False, WAITS.format("English (BA)")),
    ],
)
def test_a_variant_nobody_has_reviewed_is_refused_where_it_would_be_read(
    code: str,
    approved: bool,
    fault: str,
    bank: list[Question],
    country: Country,
    superuser: User,
    now: datetime,
) -> None:
    write(bank[1], code, "Гдје?", approved=approved)
    draft = choose(make_draft_edition(country), "official", bank, superuser)
    if not fault:
        assert publish(draft, superuser, now).kind == "official"
        return
    with pytest.raises(PaperRefused) as refusal:
        publish(draft, superuser, now)
    assert refusal.value.faults == [fault]


@pytest.fixture
def place(country: Country) -> Division:
    return make_draft_edition(country)


def test_what_is_refused_is_not_proposed_and_the_bank_says_why(
    place: Division, bank: list[Question], superuser: User
) -> None:
    write(bank[1], "sr-BA", "Гдје?", approved=False)
    draft = choose(place, "official", bank[:1], superuser)
    found = filling(draft, chosen_of(draft), by=superuser).proposed
    assert [one.question.key for one in found] == ["bank-2"]
    rows = rows_of(bank, cast.LANGUAGES, ["BA"], desk=Desk(every=True))
    assert [rows[one.pk].unreviewed for one in bank] == [[], [("Српски (BA)", "sr-Cyrl")], []]
    reviewed = bank_of(place, CandidateFilters(reviewed=True), cast.LANGUAGES, ["BA"])
    assert {one.key for one in reviewed} == {"bank-0", "bank-2"}


def _codes(paper: Paper) -> set[str]:
    return set(paper.compiled.values_list("language", flat=True)) - set(cast.LANGUAGES)


def test_a_variant_begun_after_publishing_keeps_nothing_from_play(
    place: Division, bank: list[Question], superuser: User, now: datetime
) -> None:
    paper = publish(choose(place, "official", bank, superuser), superuser, now)
    write(bank[1], "sr-BA", "Гдје?", approved=False)
    assert _codes(paper) == set()
    assert not [fault for fault in paper_faults(place.edition) if "reviewed" in fault]


def test_a_paper_taken_over_brings_the_variants_it_was_compiled_in(
    place: Division, bank: list[Question], country: Country, superuser: User, now: datetime
) -> None:
    write(bank[1], "sr-BA", "Гдје?", approved=False)
    paper = publish_paper(
        bank,
        title="Bank",
        kind="practice",
        division_code="12-13",
        languages=cast.LANGUAGES,
        countries=["BA"],
        at=clock.now(),
    )
    assert _codes(paper) == {"sr-BA", "sr-latn-BA"}
    take_over = partial(
        attach_paper, place, kind="practice", paper_id=paper.pk, by=superuser, at=now
    )
    with pytest.raises(PaperRefused) as refusal:
        take_over()
    assert refusal.value.faults == [WAITS.format("Српски (BA)")]
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    assert take_over() == paper


# ---------------------------------------------------------------- what is shown
