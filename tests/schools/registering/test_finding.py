"""Anybody may look for a school, with every letter: a country's register is read once for many."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from schools.models import Country, Region, School, SchoolMerge
from schools.registering.queries.finding import find_schools
from tests import cast


def test_many_who_type_read_the_register_once(
    country: Country, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = (cast.make_school(country, name=name) for name in ("OŠ Prva", "OŠ Druga"))
    with django_assert_num_queries(3):
        assert find_schools(country, "prva").schools == [first]
    with django_assert_num_queries(1):
        assert find_schools(country, "dru").schools == [second]
    with django_assert_num_queries(0):
        assert find_schools(country, "nobody").schools == []


def test_a_school_that_was_closed_a_moment_ago_is_not_offered(country: Country) -> None:
    schools = [cast.make_school(country, name=f"OŠ {number}. maj") for number in (1, 2)]
    assert find_schools(country, "maj").schools == schools
    School.objects.filter(pk=schools[0].pk).update(closed_at=timezone.now())
    assert find_schools(country, "maj").schools == schools[1:]


def test_a_school_is_found_by_what_went_into_it(country: Country) -> None:
    school = cast.make_school(country, name="OŠ Nova")
    gone = {"country": country, "register_code": "SA-OLD", "name": "OŠ Stara", "place": "Zenica"}
    SchoolMerge.objects.create(into=school, merged_at=timezone.now(), **gone)
    for typed in ("stara zenica", "sa-old", "nova"):
        assert find_schools(country, typed).schools == [school]


def test_a_region_is_looked_for_in_the_language_that_is_read(school: School) -> None:
    Region.objects.filter(pk=school.region_id).update(names={"bs": "Kanton", "en": "Canton"})
    for language, typed, other in (("en", "canton", "kanton"), ("bs", "kanton", "canton")):
        with override(language):
            assert find_schools(school.country, typed).schools == [school]
            assert find_schools(school.country, other).schools == []
