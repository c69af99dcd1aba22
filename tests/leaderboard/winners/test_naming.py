"""A name stands only with a guardian's consent, and is gone when that or its day ends."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base import clock
from base.languages.dates import day_in_sentence
from base.models import MadeFile, User
from competition.exceptions import Refused
from competition.models import Attempt, AwardRule, Edition
from leaderboard.made_files import DIPLOMAS, SPREADSHEET
from leaderboard.models import Winner, WinnersPlan
from leaderboard.receipts.actions import open_receipt
from leaderboard.receipts.views import own_screen
from leaderboard.winners.actions import (
    confirm_winner,
    decline_winner,
    enter_name,
    forget_names,
    let_pupil_know,
    note_coming,
    record_consent,
    save_winners_plan,
    withdraw_consent,
)
from leaderboard.winners.queries import names_to_forget, public_awards
from schools.models import Country, SchoolClass
from tests.leaderboard.winners.conftest import in_days, teacher_of, winner_now

NAME = "Lamija Hodžić"


def consented(*, school: bool = False) -> Winner:
    """Confirmed, and a guardian has agreed."""
    one = winner_now()
    by, today = teacher_of(one), timezone.localdate(clock.now())
    confirm_winner(one, by=by, at=clock.now())
    record_consent(one, on=today, words="The name.", school=school, by=by, at=clock.now())
    return one


def published() -> str:
    """Winners are public; the address of their page."""
    Edition.objects.update(state="published")
    WinnersPlan.objects.update(public_from=in_days(-1))
    return reverse("leaderboard:public_winners", args=[Edition.objects.get().slug, "ba"])


def test_nothing_is_done_before_the_word_and_no_name_before_the_consent(told: WinnersPlan) -> None:
    one, by = winner_now(), teacher_of(winner_now())
    today = timezone.localdate(clock.now())
    with pytest.raises(Refused, match="Confirm the award first"):
        record_consent(one, on=today, words="", school=False, by=by, at=clock.now())
    with pytest.raises(Refused, match="Confirm the award first"):
        let_pupil_know(one, at=clock.now())
    with pytest.raises(Refused, match="Confirm the award first"):
        note_coming(one, comes=True)
    confirm_winner(one, by=by, at=clock.now())
    with pytest.raises(Refused, match="consent first"):
        enter_name(one, name=NAME, at=clock.now())


def test_the_record_tells_that_a_name_was_entered_and_never_which(told: WinnersPlan) -> None:
    enter_name(consented(), name=NAME, at=clock.now())
    entries = list(LogEntry.objects.get_for_object(winner_now()))
    assert any("named_at" in (one.changes or {}) for one in entries)
    assert not any(NAME in f"{one.changes} {one.object_repr}" for one in entries)


def test_a_name_is_gone_from_the_public_page_with_the_consent(
    told: WinnersPlan, client: Client
) -> None:
    enter_name(consented(), name=NAME, at=clock.now())
    address = published()
    page = client.get(address).content.decode()
    assert NAME in page
    assert '<meta name="robots" content="noindex, noarchive" />' in page
    withdraw_consent(winner_now(), at=clock.now())
    page = client.get(address).content.decode()
    assert NAME not in page
    assert "<strong>" in page
    one = winner_now()
    assert (one.name, one.has_consent) == ("", False)


def test_winners_are_public_from_their_moment_and_once_results_are(
    told: WinnersPlan, client: Client
) -> None:
    address = published()
    boards = reverse("leaderboard:boards")
    page = client.get(address)
    assert "still being confirmed" in page.content.decode()
    Edition.objects.update(state="sealed")
    assert client.get(address).status_code == 404
    assert address not in client.get(boards).content.decode()
    Edition.objects.update(state="published")
    # Who comes too early reads when it is, and nothing else.
    WinnersPlan.objects.update(public_from=in_days(1))
    early = client.get(address).content.decode()
    day = day_in_sentence(timezone.localdate(in_days(1)))
    assert f"The winners are named here on {day}" in early
    assert "still being confirmed" not in early
    assert address not in client.get(boards).content.decode()
    for change in ({"public_from": None}, {"public_from": in_days(-1), "started_at": None}):
        WinnersPlan.objects.update(**change)
        assert client.get(address).status_code == 404


def test_beside_an_alias_the_school_stands_as_on_the_boards(
    told: WinnersPlan, client: Client
) -> None:
    one = consented(school=True)
    school = one.school_class.school.name
    address = published()
    assert school in client.get(address).content.decode()
    Edition.objects.update(publishing_threshold=1000)
    assert school not in client.get(address).content.decode()


def test_beside_a_name_the_school_stands_only_where_the_guardian_has_agreed(
    told: WinnersPlan, client: Client
) -> None:
    """Also where the board shows its rows: the form asks for the school by a cross of its own."""
    one = consented()
    enter_name(one, name=NAME, at=clock.now())
    school = one.school_class.school.name
    address = published()
    page = client.get(address).content.decode()
    assert (NAME in page, school in page) == (True, False)
    Winner.objects.update(consent_school=True)
    for threshold in (1, 1000):
        Edition.objects.update(publishing_threshold=threshold)
        assert school in client.get(address).content.decode()
    withdraw_consent(winner_now(), at=clock.now())
    assert school not in client.get(address).content.decode()


def test_the_points_of_a_named_winner_are_part_of_the_consent(
    told: WinnersPlan, client: Client
) -> None:
    """The place is a rank in the sealed list, and a drawn ticket stands with its rank in pools."""
    SchoolClass.objects.update(language="en")
    one = winner_now()
    client.force_login(teacher_of(one))
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    page = reverse("leaderboard:winner", args=[one.pk])
    assert "how many points the pupil had" in client.get(page).text
    day = f"{timezone.localdate(clock.now()):%d.%m.%Y}"
    act = reverse("leaderboard:act_on_winner", args=[one.pk])
    client.post(act, {"do": "consent", "on": day, "signed": "on"})
    assert "how many points the pupil had" in winner_now().consent_words
    assert "How many points somebody had can be found out" in client.get(published()).text


def test_a_consent_is_kept_in_the_words_of_the_form(told: WinnersPlan, client: Client) -> None:
    """Which is printed in the language of the class, whatever its teacher reads."""
    SchoolClass.objects.update(language="sr")
    one = winner_now()
    client.force_login(teacher_of(one))
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    act = reverse("leaderboard:act_on_winner", args=[one.pk])
    assert act.startswith("/en/")
    day = f"{timezone.localdate(clock.now()):%d.%m.%Y}"
    client.post(act, {"do": "consent", "on": day, "signed": "on"})
    assert "колико је бодова ученик имао" in winner_now().consent_words
    page = client.get(reverse("leaderboard:winner", args=[one.pk])).text
    assert '<ul lang="sr-Cyrl">' in page
    assert winner_now().consent_words.splitlines()[0] in page


def test_drawn_winners_stand_by_the_alphabet(told: WinnersPlan) -> None:
    """Not in the order of their tickets."""
    names = ("Ćiril", "Cica", "Čedo")
    rows = Winner.objects.order_by("reserve")
    for n, (winner, name) in enumerate(zip(rows, names, strict=True), start=1):
        known = {"name": name, "consent_at": clock.now(), "confirmed_at": clock.now()}
        Winner.objects.filter(pk=winner.pk).update(place=n, reserve=0, country="BA", **known)
    country = Country.objects.get(pk="BA")
    for kind, order in (("rank", list(names)), ("draw", ["Cica", "Čedo", "Ćiril"])):
        AwardRule.objects.update(kind=kind)
        (award,) = public_awards(told.edition, country)
        assert [winner.shown_name for winner, _told in award.winners] == order


def test_names_go_on_their_day(told: WinnersPlan) -> None:
    enter_name(consented(school=True), name=NAME, at=clock.now())
    assert not names_to_forget(in_days(99)).exists()
    forget_names(names_to_forget(in_days(100)))
    assert not names_to_forget(in_days(101)).exists()
    one = winner_now()
    assert (one.name, one.consent_words, one.has_consent) == ("", "", True)
    assert not one.names_school


def make_files(edition: Edition) -> None:
    """Spreadsheets of somebody, one made and one under way, and diplomas."""
    asked = {"about": edition.pk, "asked_at": clock.now()}
    user = User.objects.earliest("pk")
    for part, made in (("workbook", clock.now()), ("winners", None), ("questions", clock.now())):
        MadeFile.objects.create(kind=SPREADSHEET, part=part, user=user, finished_at=made, **asked)
    for kind in ("winner", "school"):
        MadeFile.objects.create(kind=DIPLOMAS, part=f"{kind}/BA", **asked)


def parts() -> list[str]:
    return sorted(MadeFile.objects.values_list("part", flat=True))


@pytest.mark.parametrize("end", ["withdraw", "decline", "day", "other"])
def test_files_with_names_go_with_a_name(told: WinnersPlan, end: str) -> None:
    one = consented()
    make_files(told.edition)
    withdraw_consent(one, at=clock.now())
    # No name was there to go.
    assert len(parts()) == 5
    one = consented()
    enter_name(one, name=NAME, at=clock.now())
    assert len(parts()) == 5
    if end == "withdraw":
        withdraw_consent(one, at=clock.now())
    elif end == "decline":
        decline_winner(one, reason="left", at=clock.now())
    elif end == "day":
        forget_names(names_to_forget(in_days(100)))
    else:
        enter_name(one, name="Another", at=clock.now())
    assert parts() == ["questions", "school/BA"]


def test_a_name_goes_with_the_award(told: WinnersPlan) -> None:
    one = consented()
    enter_name(one, name=NAME, at=clock.now())
    decline_winner(one, reason="left", at=clock.now())
    one.refresh_from_db()
    assert (one.name, one.named_at) == ("", None)


def test_names_are_not_kept_longer_than_guardians_were_told(told: WinnersPlan) -> None:
    # Also where nobody has written down a signature yet.
    told.names_until = timezone.localdate(in_days(101))
    with pytest.raises(Refused, match="deleted earlier"):
        save_winners_plan(told, at=clock.now())


def test_the_pupil_sees_the_award_when_the_teacher_has_said_so(told: WinnersPlan) -> None:
    one = winner_now()
    Attempt.objects.filter(pk=one.played.pk).update(receipt="ABCDEFGH2345")
    opened = open_receipt(["ABCDEFGH2345"], at=clock.now())
    assert opened is not None
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    assert own_screen(opened, "en")["awards"] == []
    let_pupil_know(one, at=clock.now())
    shown = [(str(award.rule), award.place) for award in own_screen(opened, "en")["awards"]]
    assert shown == [("The rank", 1)]
    decline_winner(one, reason="pupil", at=clock.now())
    assert own_screen(opened, "en")["awards"] == []
