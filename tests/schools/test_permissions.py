"""Which classes each role may open."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from base.models import User
from schools.models import Region, School, SchoolClass
from schools.permissions import classes_of, managed_places, managed_schools, schools_of
from tests import cast
from tests.cells import in_one_world


@pytest.fixture
def abroad(db: None) -> SchoolClass:
    """A class in another country, which must not leak."""
    school = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    return cast.make_class(school, cast.make_teacher(school, "zrinka@example.org"))


def test_a_teacher_sees_the_own_classes_only(
    teacher: User, other_teacher: User, school_class: SchoolClass, abroad: SchoolClass
) -> None:
    assert list(classes_of(teacher)) == [school_class]
    assert list(classes_of(other_teacher)) == []


def test_a_colleague_does_not_see_the_classes_of_another_teacher(
    school: School, school_class: SchoolClass
) -> None:
    colleague = cast.make_teacher(school, "mirza@example.org")
    assert list(classes_of(colleague)) == []


def test_a_teacher_who_left_the_school_sees_nothing_there(
    teacher: User, school_class: SchoolClass
) -> None:
    teacher.roles.all().delete()
    assert list(classes_of(teacher)) == []


def test_a_teacher_who_is_not_approved_yet_sees_the_own_classes(
    teacher: User, school_class: SchoolClass
) -> None:
    teacher.roles.update(approved_at=None)
    assert list(classes_of(teacher)) == [school_class]
    assert list(schools_of(teacher)) == [school_class.school]


def test_an_organizer_sees_the_own_country(school_class: SchoolClass, abroad: SchoolClass) -> None:
    user = cast.make_staff("organizer", country=school_class.school.country)
    assert list(classes_of(user)) == [school_class]


def test_an_organizer_of_a_region_sees_its_subtree_and_not_the_sibling(
    school_class: SchoolClass,
) -> None:
    region = school_class.school.region
    sibling = Region.objects.create(country=region.country, code="X", level="canton", path="/x/")
    inside = cast.make_staff("organizer", region=region)
    assert list(classes_of(inside)) == [school_class]
    inside.roles.update(region=sibling)
    assert list(classes_of(inside)) == []


@in_one_world("kind", ["organizer", "coordinator"])
def test_a_role_that_nobody_approved_opens_nothing(kind: str, school_class: SchoolClass) -> None:
    user = cast.make_staff(kind, country=school_class.school.country, approved=False)
    assert list(classes_of(user)) == []


def test_a_coordinator_and_a_superuser_see_every_class(
    superuser: User, school_class: SchoolClass, abroad: SchoolClass
) -> None:
    coordinator = cast.make_staff("coordinator")
    assert set(classes_of(coordinator)) == set(classes_of(superuser)) == {school_class, abroad}


def test_the_ministry_and_strangers_see_no_class(school_class: SchoolClass) -> None:
    ministry = cast.make_staff("ministry", country=school_class.school.country)
    assert list(classes_of(ministry)) == []
    assert list(classes_of(AnonymousUser())) == []


def test_lists_are_for_the_organizers_area_and_for_a_coordinator_everywhere(
    school_class: SchoolClass, abroad: SchoolClass, teacher: User
) -> None:
    country = school_class.school.country
    organizer, coordinator = (
        cast.make_staff("organizer", country=country),
        cast.make_staff("coordinator"),
    )
    assert list(managed_schools(organizer)) == [school_class.school]
    assert managed_places(organizer) == [country]
    assert set(managed_schools(coordinator)) == {school_class.school, abroad.school}
    assert managed_places(coordinator) == []


def test_lists_are_for_no_teacher_no_ministry_and_nobody_who_waits(
    school_class: SchoolClass, teacher: User
) -> None:
    country = school_class.school.country
    waiting = cast.make_staff("organizer", country=country, approved=False)
    for user in (teacher, waiting, cast.make_staff("ministry", country=country), AnonymousUser()):
        assert not managed_schools(user).exists()


def test_an_organizer_of_a_region_gets_its_subtree(school_class: SchoolClass) -> None:
    region = school_class.school.region
    user = cast.make_staff("organizer", region=region)
    assert list(managed_schools(user)) == [school_class.school]
    beside = Region.objects.create(country=region.country, code="BA-2", level="canton", path="/0/")
    user.roles.update(region=beside)
    assert not managed_schools(user).exists()
    assert managed_places(user) == [beside]


def test_an_organizer_of_a_region_and_its_country_has_the_region_only(
    school_class: SchoolClass,
) -> None:
    country = school_class.school.country
    beside = Region.objects.create(country=country, code="BA-2", level="canton", path="/0/")
    user = cast.make_staff("organizer", region=beside, country=country)
    assert managed_places(user) == [beside]
    assert not managed_schools(user).exists()


@in_one_world("kind", ["organizer", "coordinator", "superuser"])
def test_an_account_that_is_closed_opens_nothing(kind: str, school_class: SchoolClass) -> None:
    country = school_class.school.country
    is_super = kind == "superuser"
    user = cast.make_superuser() if is_super else cast.make_staff(kind, country=country)
    assert managed_schools(user).exists()
    user.is_active = False
    user.save()
    assert not managed_schools(user).exists()
    assert not classes_of(user).exists()
