"""From a stored draft to what a class reads: published, written in, played, told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import Attempt, Sitting
from competition.sittings.actions.sittings import close
from quizbank.bank.queries import compiled_body
from quizbank.models import QuestionText
from quizbank.papers.compiled_keys import key_digests
from schools.models import Role, SchoolClass
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

UNREAD = "Nobody has read this explanation."


@pytest.fixture
def written_in(sitting: Sitting, client: Client) -> Sitting:
    """The papers are published, all texts approved; an editor has pressed "Store the draft"."""
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    client.force_login(cast.make_staff(Role.Kind.EDITOR))
    page = reverse("quizbank:question_text", args=["official-1", "en"])
    words = {f"choice_{letter}": f"official-1 {letter}" for letter in "abcd"}
    words |= {"stem": "What about official-1?", "explanation": UNREAD}
    said = client.post(page, {"do": "save", "version": 1, **words}, follow=True).text
    assert "The draft is stored." in said
    return sitting


def test_a_draft_stored_after_publishing_is_read_by_no_class(
    written_in: Sitting,
    client: Client,
    school_class: SchoolClass,
    teacher: User,
    finished_attempt: Callable[..., Attempt],
) -> None:
    # A rehearsal tells its answers as soon as it has ended.
    Sitting.objects.update(kind=Sitting.Kind.REHEARSAL)
    card = school_class.cards.get(number=1)
    finished_attempt(card=card, choices=cast.right_choices(written_in.paper))
    Attempt.objects.update(kind=Sitting.Kind.REHEARSAL)
    close(written_in, by=teacher, at=clock.now())
    client.force_login(teacher)
    page = client.get(f"/en/staff/sittings/{written_in.pk}/results/").text
    assert ("Because of official-1." in page, UNREAD in page) == (True, False)
    bodies = [compiled_body(one) or b"" for one in key_digests(written_in.paper_id).values()]
    assert len(bodies) == len(cast.LANGUAGES)
    assert not any(UNREAD.encode() in body for body in bodies)
    assert all(b"Because of official-1." in body for body in bodies)
