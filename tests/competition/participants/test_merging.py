"""Two entries of one school become one: nothing is lost, and no sealed list changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base import clock
from base.models import User
from competition.exceptions import (
    CompetitionError,
    CountNotChosen,
    LabelTaken,
    OtherCountry,
    SchoolGone,
    SealedSchool,
    SealedTogether,
)
from competition.models import Attempt, Edition, Entry, Result
from competition.participants.actions import merge_schools
from competition.participants.queries import merge_plan
from schools.models import Card, Country, Role, School, SchoolClass, SchoolMerge
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(country: Country) -> School:
    """The same school under another code."""
    return cast.make_school(country, name="OŠ Весна")


@pytest.fixture
def play(edition: Edition) -> Callable[..., Attempt]:
    """Somebody of a school plays: a class, an entry, a result."""

    def make(school: School, email: str, label: str = "V-1", *, approved: bool = True) -> Attempt:
        user = User.objects.filter(email=email).first()
        if user is None or not user.roles.filter(school=school).exists():
            user = user or User.objects.create_user(email)
            at = clock.now() if approved else None
            Role.objects.create(user=user, kind="teacher", school=school, approved_at=at)
        made = cast.make_class(school, user, label=label)
        sitting = cast.make_sitting(cast.make_entry(made, edition), by=user)
        return cast.finish(cast.make_attempt(made.cards.order_by("number")[0], sitting), "11111")

    return make


def merge(keep: School, gone: School, by: User, **choices: object) -> SchoolMerge:
    chosen = {"labels": {}, "pupil_count": 400, **choices}
    return merge_schools(keep, gone=gone, by=by, at=clock.now(), **chosen)  # type: ignore[arg-type]


def test_everything_moves_and_is_on_record(
    school: School, twin: School, superuser: User, play: Callable[..., Attempt]
) -> None:
    play(school, "ana@example.org")
    attempt = play(twin, "mirza@example.org", "V-2")
    record = merge(school, twin, superuser)
    result = Result.objects.get(attempt=attempt)
    assert result.attempt.entry.school_class.school == school
    assert {role.user.email for role in school.roles.all()} == {
        "ana@example.org",
        "mirza@example.org",
    }
    assert not School.objects.filter(pk=twin.pk).exists()
    assert (record.into, record.register_code, record.merged_by) == (school, "OŠ Весна", superuser)
    moved = {"classes": 1, "teachers": 1, "entries": 1, "results": 1, "renamed": {}}
    assert record.moved == moved


@in_one_world("label", ["", "  ", "V-1", "V-9"])
def test_a_class_of_the_same_name_needs_one_that_is_free(
    label: str, school: School, twin: School, superuser: User, play: Callable[..., Attempt]
) -> None:
    play(school, "ana@example.org", "V-1")
    play(school, "ana@example.org", "V-9")
    play(twin, "mirza@example.org", "V-1")
    [clash] = merge_plan(school, twin).clashes
    with pytest.raises(LabelTaken):
        merge(school, twin, superuser, labels={clash.pk: label})
    assert (twin.classes.count(), school.classes.count()) == (1, 2)
    record = merge(school, twin, superuser, labels={clash.pk: " V-1 B "})
    assert (record.moved["renamed"], school.classes.count()) == ({"V-1": "V-1 B"}, 3)


@in_one_world(
    ("mine", "other", "chosen", "left"),
    [
        (400, 410, 410, 410),
        (400, 410, 400, 400),
        (400, None, None, 400),
        (None, 410, None, 410),
        (None, None, None, None),
        (0, 410, 0, 0),
        (400, 400, None, 400),
    ],
)
def test_the_number_of_pupils_is_chosen_where_both_know_one(
    mine: int | None,
    other: int | None,
    chosen: int | None,
    left: int | None,
    school: School,
    twin: School,
    superuser: User,
) -> None:
    School.objects.filter(pk=school.pk).update(pupil_count=mine)
    School.objects.filter(pk=twin.pk).update(pupil_count=other)
    merge(school, twin, superuser, pupil_count=chosen)
    assert School.objects.get().pupil_count == left


@in_one_world(("mine", "left"), [("", "ured@example.org"), ("a@example.org", "a@example.org")])
def test_the_schools_own_e_mail_comes_along_where_the_other_has_none(
    mine: str, left: str, school: School, twin: School, superuser: User
) -> None:
    School.objects.filter(pk=school.pk).update(email=mine)
    School.objects.filter(pk=twin.pk).update(email="ured@example.org")
    merge(school, twin, superuser)
    assert School.objects.get().email == left


@in_one_world(
    ("mine", "other", "closed"), [(True, False, False), (True, True, True), (False, True, False)]
)
def test_the_school_that_stays_is_open_where_either_was(
    mine: bool, other: bool, closed: bool, school: School, twin: School, superuser: User
) -> None:
    for one, is_closed in ((school, mine), (twin, other)):
        closed_at = clock.now() if is_closed else None
        School.objects.filter(pk=one.pk).update(closed_at=closed_at)
    merge(school, twin, superuser)
    assert (School.objects.get().closed_at is not None) is closed


def test_a_school_that_no_register_knew_gets_the_code_by_which_it_does(
    school: School, twin: School, superuser: User, country: Country
) -> None:
    School.objects.filter(pk=school.pk).update(register_code="new-1a2b3c4d")
    record = merge(school, twin, superuser)
    known = School.objects.get()
    assert (known.register_code, record.register_code) == ("OŠ Весна", "new-1a2b3c4d")
    proposed = cast.make_school(country, name="new-5e6f7a8b")
    assert merge(known, proposed, superuser).register_code == "new-5e6f7a8b"
    assert School.objects.get().register_code == "OŠ Весна"


@in_one_world("chosen", [None, 7])
def test_a_number_nobody_has_is_refused(
    chosen: int | None, school: School, twin: School, superuser: User
) -> None:
    School.objects.filter(pk=twin.pk).update(pupil_count=410)
    with pytest.raises(CountNotChosen):
        merge(school, twin, superuser, pupil_count=chosen)
    assert School.objects.count() == 2


@in_one_world("approved_at", ["school", "twin", "neither"])
def test_a_teacher_of_both_keeps_one_role_and_the_approval(
    approved_at: str, school: School, twin: School, superuser: User
) -> None:
    user = cast.make_teacher(school, "ana@example.org", approved=approved_at == "school")
    at = clock.now() if approved_at == "twin" else None
    Role.objects.create(user=user, kind="teacher", school=twin, approved_at=at)
    merge(school, twin, superuser)
    [role] = user.roles.all()
    assert role.school == school
    assert (role.approved_at is not None) == (approved_at != "neither")


@in_one_world(
    ("sealed", "refusal"),
    [
        ("keep", None),
        ("gone", SealedSchool),
        ("both", SealedTogether),
    ],
)
def test_no_sealed_list_changes(
    sealed: str,
    refusal: type[CompetitionError] | None,
    school: School,
    twin: School,
    superuser: User,
    play: Callable[..., Attempt],
) -> None:
    if sealed != "gone":
        play(school, "ana@example.org", approved="teacher" not in sealed)
    if sealed in ("gone", "both"):
        play(twin, "mirza@example.org", "V-2")
    if "verified" in sealed:
        School.objects.filter(pk=school.pk).update(verified_at=None)
    if "teacher" in sealed:
        ana = User.objects.get(email="ana@example.org")
        Role.objects.create(user=ana, kind="teacher", school=twin, approved_at=clock.now())
    Edition.objects.update(state=Edition.State.SEALED)
    school.refresh_from_db()
    assert [type(one) for one in merge_plan(school, twin).refusals] == [refusal] * bool(refusal)
    if refusal is None:
        merge(school, twin, superuser)
    else:
        with pytest.raises(refusal):
            merge(school, twin, superuser)
    assert School.objects.count() == (2 if refusal else 1)


def test_schools_of_two_countries_stay_apart(school: School, superuser: User) -> None:
    far = cast.make_school(cast.make_country("HR"), name="OŠ Vesna")
    with pytest.raises(OtherCountry):
        merge(school, far, superuser)


@in_one_world("other", ["itself", "gone"])
def test_a_school_is_not_merged_with_itself_or_with_none(
    other: str, school: School, twin: School, superuser: User
) -> None:
    if other == "gone":
        School.objects.filter(pk=twin.pk).delete()
    with pytest.raises(SchoolGone):
        merge(school, school if other == "itself" else twin, superuser)


def amounts() -> dict[type[models.Model], int]:
    """How many there are of what a merge may never lose."""
    kept = (SchoolClass, Card, Entry, Attempt, Result, User)
    return {model: model._default_manager.count() for model in kept}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    classes=st.lists(st.tuples(st.booleans(), st.sampled_from(["V-1", "V-2", "V-3"])), max_size=5),
    teachers=st.lists(st.tuples(st.booleans(), st.sampled_from("abc"), st.booleans()), max_size=5),
)
def test_nothing_is_lost_and_counts_add_up(
    classes: list[tuple[bool, str]],
    teachers: list[tuple[bool, str, bool]],
    superuser: User,
    edition: Edition,
    country: Country,
) -> None:
    pair = [cast.make_school(country, name="OŠ A"), cast.make_school(country, name="OŠ B")]
    people: dict[tuple[bool, str], bool] = {}
    for second, name, approved in teachers:
        user = User.objects.get_or_create(email=f"{name}@example.org")[0]
        at = clock.now() if approved else None
        if (second, name) not in people:
            Role.objects.create(user=user, kind="teacher", school=pair[second], approved_at=at)
            people[second, name] = approved
    for second, label in set(classes):
        cast.make_entry(cast.make_class(pair[second], superuser, label=label), edition)
    before, keep, gone = amounts(), *pair
    clashes = merge_plan(keep, gone).clashes
    merge(keep, gone, superuser, labels={one.pk: f"{one.label} {one.pk}" for one in clashes})
    assert amounts() == before
    assert keep.classes.count() == len(set(classes))
    roles = {role.user.email[0]: role.approved_at is not None for role in keep.roles.all()}
    told = {name: people.get((False, name), False) or people.get((True, name), False)
            for _second, name in people}  # fmt: skip
    assert roles == told
    School.objects.all().update(name="x")
    Entry.objects.all().delete()
    SchoolClass.objects.all().delete()
    School.objects.all().delete()


# ---------------------------------------------------------------- the pages


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def test_schools_of_the_same_name_are_offered_in_either_script(
    client: Client, organizer: User, school: School, twin: School, country: Country
) -> None:
    cast.make_school(country, name="OŠ Druga")
    far = cast.make_school(country, name="OŠ VESNA")
    School.objects.filter(pk__in=[far.pk, twin.pk]).update(place="Тузла")
    School.objects.filter(pk=twin.pk).update(place="Сарајево")
    page = client.get(f"/en/staff/schools/{school.pk}/merge/")
    assert page.context["offered"] == [twin, far]
    found = client.get(f"/en/staff/schools/{school.pk}/merge/", {"q": "drug"})
    assert [one.name for one in found.context["offered"]] == ["OŠ Druga"]


def test_a_merge_is_looked_at_and_done(
    client: Client,
    organizer: User,
    school: School,
    twin: School,
    play: Callable[..., Attempt],
) -> None:
    play(school, "ana@example.org")
    play(twin, "mirza@example.org")
    path = f"/en/staff/schools/{school.pk}/merge/"
    [clash] = client.get(path, {"other": twin.pk}).context["plan"].clashes
    refused = client.post(path, {"other": twin.pk}, follow=True)
    assert "Give every class a name" in refused.text
    done = client.post(path, {"other": twin.pk, f"label-{clash.pk}": "V-1b"}, follow=True)
    assert "Everything of “OŠ Весна, Sarajevo” is here now." in done.text
    assert school.classes.count() == 2


@in_one_world("other", ["far", "1" * 30, "x", "-1"])
def test_another_area_and_nonsense_are_not_found(
    other: str, client: Client, organizer: User, school: School
) -> None:
    far = cast.make_school(cast.make_country("HR"), name="OŠ Daleka")
    named = far.pk if other == "far" else other
    page = client.post(f"/en/staff/schools/{school.pk}/merge/", {"other": named})
    assert page.status_code == (404 if other == "far" else 200)
    assert School.objects.count() == 2
