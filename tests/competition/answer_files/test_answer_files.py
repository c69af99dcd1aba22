"""A file of answers from the pupil's computer to the result: what counts, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from base import clock
from base.models import User
from competition.answer_files import actions
from competition.answer_files.actions import bring_file
from competition.exceptions import CompetitionError, EditionSealed, Refused
from competition.models import Answer, AnswerFile, Attempt, Decision, Edition, Result, Sitting
from competition.pupil_api import credentials
from competition.setup.queries.step_checks import checks_of_step
from competition.sittings.actions.attempts import void
from competition.sittings.actions.marks_told import note_marks_told, note_results_seen
from tests import cast
from tests.competition.answer_files.conftest import MINUTE, choices, ended, file_of, signed
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db

CHANGED = "This file was changed, or it is damaged."
NONE = "This is no file of answers."


def bring(
    sitting: Sitting, content: bytes, teacher: User, *, at: datetime | None = None
) -> AnswerFile:
    return bring_file(sitting, content, by=teacher, at=at or clock.now())


def test_a_file_counts_by_the_teachers_decision_and_not_before(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    ended(sitting, teacher)
    content = file_of(attempt, [(1, 1, 1), (2, 2, 1), (3, 2, 3), (4, 5, 2)])
    file = bring(sitting, content, teacher)
    assert (file.fresh, file.in_order, choices(attempt)) == (2, True, "11000")
    actions.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "13002"
    assert Result.objects.get(attempt=attempt).late == 0
    file.refresh_from_db()
    assert (file.seqs, file.events) == ([3, 4], [])
    decision = Decision.objects.get(kind="count_file")
    assert (decision.attempt, decision.amount, decision.decided_by) == (attempt, 2, teacher)
    assert attempt.leases.get().top_seq == 4
    with pytest.raises(actions.DecidedAlready):
        actions.count_answers(file, by=teacher, at=clock.now())


def test_it_may_come_while_the_quiz_is_open_and_counts_once_it_has_ended(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    file = bring(sitting, file_of(attempt, [(3, 2, 3)]), teacher)
    with pytest.raises(actions.StillRunning):
        actions.count_answers(file, by=teacher, at=clock.now())
    assert Answer.objects.count() == 2
    ended(sitting, teacher)
    note_results_seen(sitting, at=clock.now())
    actions.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "13000"


@pytest.mark.parametrize("who", ["staff", "pupil"])
def test_after_the_results_were_opened_it_waits_for_the_organizer(
    who: str, attempt: Attempt, sitting: Sitting, teacher: User, superuser: User, client: Client
) -> None:
    ended(sitting, teacher)
    if who == "staff":
        client.force_login(teacher)
        assert client.get(f"/en/staff/sittings/{sitting.pk}/results/").status_code == 200
    else:
        note_marks_told([attempt.pk])
    file = bring(sitting, file_of(attempt, [(3, 2, 3)]), teacher)
    with pytest.raises(actions.ForOrganizer):
        actions.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "11000"
    actions.accept_file(file, by=superuser, at=clock.now())
    assert choices(attempt) == "13000"


def test_the_day_after_it_waits_for_the_organizer(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    ended(sitting, teacher)
    tomorrow = clock.now() + timedelta(days=1)
    early = bring(sitting, file_of(attempt, [(3, 2, 3)]), teacher)
    late = bring(sitting, file_of(attempt, [(4, 3, 3)]), teacher, at=tomorrow)
    assert (early.in_order, late.in_order) == (True, False)
    for file in (early, late):
        with pytest.raises(actions.ForOrganizer):
            actions.count_answers(file, by=teacher, at=tomorrow)


def test_an_organizer_says_yes_or_no_and_sealing_waits_for_it(
    attempt: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    ended(sitting, teacher)
    file = bring(sitting, file_of(attempt, [(3, 2, 3)]), teacher)
    actions.count_answers(file, by=teacher, at=clock.now())
    assert faults(attempt.entry.edition) == ["1 file of answers counts and waits for an organizer."]
    actions.refuse_file(file, by=superuser, at=clock.now())
    assert (choices(attempt), Result.objects.get(attempt=attempt).late) == ("11000", 1)
    assert faults(attempt.entry.edition) == []
    with pytest.raises(actions.DecidedAlready):
        actions.accept_file(file, by=superuser, at=clock.now())


def faults(edition: Edition) -> list[str]:
    """What of files stops the sealing."""
    checks = checks_of_step(edition, "review", "sealed", at=clock.now())
    [files] = [check for check in checks if "file of answers" in check.text]
    assert not files.look
    return files.faults


def test_what_the_network_brought_after_the_end_counts_by_the_file_too(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    ended(sitting, teacher)
    late = {"seq": 3, "question": 3, "choice": 2, "received_at": clock.now()}
    Answer.objects.create(attempt=attempt, lease=1, **late)
    file = bring(sitting, file_of(attempt, [(3, 3, 2), (4, 4, 2)]), teacher)
    actions.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "11220"
    assert Answer.objects.filter(attempt=attempt).count() == 4


def test_the_later_computer_goes_first(attempt: Attempt, sitting: Sitting, teacher: User) -> None:
    at = clock.now()
    attempt.leases.create(number=2, opened_at=at, heard_at=at, active_at=at)
    other = {"seq": 1, "question": 2, "choice": 4, "received_at": at - MINUTE}
    Answer.objects.create(attempt=attempt, lease=2, **other)
    ended(sitting, teacher)
    file = bring(sitting, file_of(attempt, [(3, 2, 3), (4, 3, 3)]), teacher)
    actions.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "14300"


def test_the_same_file_once_more_changes_nothing(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    ended(sitting, teacher)
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(sitting, content, teacher)
    for act in (lambda: None, lambda: actions.count_answers(file, by=teacher, at=clock.now())):
        act()
        with pytest.raises(actions.HereAlready):
            bring(sitting, content, teacher)
    with pytest.raises(Refused, match="Nothing in this file is new"):
        bring(sitting, file_of(attempt, [(1, 1, 1), (3, 3, 2)]), teacher)
    assert AnswerFile.objects.count() == 1


def test_what_is_forged_or_changed_is_refused_in_words(
    attempt: Attempt, attempts: list[Attempt], sitting: Sitting, teacher: User
) -> None:
    ended(sitting, teacher)
    events, own = [(3, 3, 2)], file_of(attempt, [(3, 3, 2)])
    line = f"quiz-answers-1 {attempt.pk}.1 {sitting.code} [[3,3,2,0]]"
    for content, said in [
        (signed(line, credentials.issue(attempts[1].pk, 1)), CHANGED),
        (own.replace(b"[3,3,2", b"[3,3,1"), CHANGED),
        (own.replace(sitting.code.encode(), b"999999"), CHANGED),
        (file_of(attempt, [(1, 1, 2)]), CHANGED),  # another answer under a number that is stored
        (file_of(attempt, [(3, 3, 5)]), CHANGED),  # no choice of this question
        (file_of(attempt, [(3, 6, 1)]), CHANGED),  # no question of this paper
        (file_of(attempt, [(4, 3, 1), (3, 3, 1)]), CHANGED),
        (signed(line.replace("[[3,3,2,0]]", "[3,,"), "x"), NONE),
        (file_of(attempt, events, lease=9), "This file was not made by the quiz on this server."),
        *((content, NONE) for content in (b"", b"PK\x03\x04", bytes(100_000), own + b" ")),
    ]:
        with pytest.raises(Refused, match=said):
            bring(sitting, content, teacher)
    assert not AnswerFile.objects.exists()
    assert choices(attempt) == "11000"


def test_a_key_that_was_changed_during_the_day_still_reads_it(
    attempt: Attempt, sitting: Sitting, teacher: User, settings: LazySettings
) -> None:
    content, before = file_of(attempt, [(3, 3, 2)]), settings.SECRET_KEY
    settings.SECRET_KEY = "n" * 50
    with pytest.raises(Refused, match=CHANGED):
        bring(sitting, content, teacher)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert bring(sitting, content, teacher).fresh == 1


def test_a_file_is_of_one_class_and_one_sitting(
    attempt: Attempt, sitting: Sitting, teacher: User, edition: Edition
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    other_class = cast.make_class(attempt.card.school_class.school, teacher, label="VII-3")
    ended(sitting, teacher)
    second = ended(cast.make_sitting(attempt.entry), teacher)
    strange = ended(cast.make_sitting(cast.make_entry(other_class, edition)), teacher)
    with pytest.raises(Refused, match="of another quiz of this class"):
        bring(second, content, teacher)
    with pytest.raises(Refused, match="of another class"):
        bring(strange, content, teacher)


def test_what_is_voided_or_sealed_takes_no_file(
    attempt: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    ended(sitting, teacher)
    file, other = (
        bring(sitting, file_of(attempt, [(3, 3, 2)]), teacher),
        file_of(attempt, [(4, 4, 2)]),
    )
    Edition.objects.update(state=Edition.State.SEALED)
    for act in (actions.count_answers, actions.accept_file, actions.refuse_file):
        with pytest.raises(EditionSealed):
            act(file, by=superuser, at=clock.now())
    with pytest.raises(EditionSealed):
        bring(sitting, other, teacher)
    Edition.objects.update(state=Edition.State.REVIEW)
    void(attempt, reason="rules", by=teacher, at=clock.now())
    with pytest.raises(Refused, match="taken out of the count"):
        bring(sitting, other, teacher)
    with pytest.raises(CompetitionError):
        actions.count_answers(file, by=teacher, at=clock.now())


def test_what_nobody_decided_is_forgotten_after_two_weeks_and_may_come_again(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(sitting, content, teacher)
    forget_due()
    file.refresh_from_db()
    assert file.is_open
    AnswerFile.objects.update(uploaded_at=clock.now() - timedelta(days=15))
    forget_due()
    file.refresh_from_db()
    assert (file.events, file.is_open) == ([], False)
    assert bring(sitting, content, teacher) == file


def test_the_page_says_why_a_file_is_refused_and_what_is_here(
    attempt: Attempt, sitting: Sitting, teacher: User, client: Client
) -> None:
    client.force_login(teacher)
    address = f"/en/staff/sittings/{sitting.pk}/files/"

    def sent(content: bytes) -> str:
        upload = SimpleUploadedFile("quiz-1.answers", content)
        return client.post(address, {"brought": upload}, follow=True).text

    assert NONE in sent(b"holiday")
    assert "Waits for the teacher’s decision." in sent(file_of(attempt, [(3, 3, 2)]))
    assert "This file is here already." in sent(file_of(attempt, [(3, 3, 2)]))
