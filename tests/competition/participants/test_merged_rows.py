"""Every row that belongs to a school comes along when the school goes into another one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import ForeignObjectRel, Model
from django.test import Client

from base import clock
from base.models import User
from competition.exceptions import SealedSchool, SealedTogether
from competition.models import Edition
from competition.participants.actions import merge_schools
from competition.participants.queries import merge_plan
from leaderboard.models import CountedSchool, IssuedDiploma, Winner
from schools.models import Invitation, Role, School, SchoolMerge, TeacherDecision
from schools.people.actions.invitations import accept
from schools.people.invitation_mail import accept_address
from tests import cast
from tests.cells import in_one_world
from tests.leaderboard.sealed import award

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(school: School) -> School:
    """The same school under another code."""
    return cast.make_school(school.country, name="OŠ Весна")


def merge(keep: School, gone: School, by: User) -> None:
    merge_schools(keep, gone=gone, labels={}, pupil_count=keep.pupil_count, by=by, at=clock.now())


def invite(school: School, by: User, email: str = "nova@example.org") -> Invitation:
    told = {"email": email, "kind": "teacher", "language": "en"}
    return Invitation.objects.create(school=school, invited_by=by, sent_at=clock.now(), **told)


def diploma(school: School, edition: Edition, by: User) -> IssuedDiploma:
    about = {"kind": "school", "country": school.country, "school_name": school.name}
    who = {"serial": f"S{school.pk}", "issued_at": clock.now(), "issued_by": by}
    return IssuedDiploma.objects.create(edition=edition, school=school, **about, **who)


def school_award(school: School, edition: Edition, _by: User) -> Winner:
    counts = {"place": 1, "took_part": 1, "declared": 1, "ticket": f"S{school.pk}"}
    rule, where = award(edition, "schools"), {"key": "1", "country": school.country}
    return Winner.objects.create(edition=edition, rule=rule, school=school, **where, **counts)


def decision(school: School, _edition: Edition, by: User) -> TeacherDecision:
    told = {"approved": False, "decided_at": clock.now()}
    return TeacherDecision.objects.create(school=school, user=by, **told)


def merged(school: School, _edition: Edition, by: User) -> SchoolMerge:
    told = {"country": school.country, "register_code": "x", "name": "x", "merged_by": by}
    return SchoolMerge.objects.create(into=school, merged_at=clock.now(), **told)


# What a school has of each kind.
MOVED: dict[str, Callable[[School, Edition, User], Model]] = {
    "schools.role.school": lambda school, _edition, _by: cast.make_teacher(
        school, "ana@example.org"
    ).roles.get(),
    "schools.schoolclass.school": lambda school, _edition, by: cast.make_class(school, by),
    "schools.schoolmerge.into": merged,
    "schools.teacherdecision.school": decision,
    "schools.invitation.school": lambda school, _edition, by: invite(school, by),
    "leaderboard.countedschool.school": lambda school, edition, _by: CountedSchool.objects.create(
        edition=edition, school=school
    ),
}
# What keeps a school from going.
KEPT_BY: dict[str, Callable[[School, Edition, User], Model]] = {
    "leaderboard.winner.school": school_award,
    "leaderboard.issueddiploma.school": diploma,
}


def relations() -> list[ForeignObjectRel]:
    """Whatever points to a school, also under no name."""
    found = School._meta.get_fields(include_hidden=True)
    return [one for one in found if isinstance(one, ForeignObjectRel)]


def test_of_everything_that_points_to_a_school_it_is_known_what_a_merge_does() -> None:
    names = {f"{one.related_model._meta.label_lower}.{one.field.name}" for one in relations()}
    assert names == {*MOVED, *KEPT_BY}


@in_one_world("name", MOVED)
def test_a_row_of_the_school_that_goes_is_of_the_one_that_stays(
    name: str, school: School, twin: School, edition: Edition, superuser: User
) -> None:
    row, field = MOVED[name](twin, edition, superuser), name.rpartition(".")[2]
    rows = type(row)._default_manager
    merge(school, twin, superuser)
    assert rows.filter(**{field: school}).exists()
    # Of a code the school itself is the key.
    assert rows.filter(pk=row.pk, **{field: school}).exists()


@in_one_world("name", KEPT_BY)
@in_one_world("both", [False, True])
def test_a_school_that_something_sealed_names_does_not_go(
    name: str, both: bool, school: School, twin: School, edition: Edition, superuser: User
) -> None:
    """Its classes may be deleted: awards and diplomas of their year name it still."""
    row = KEPT_BY[name](twin, edition, superuser)
    if both:
        diploma(school, edition, superuser)
    refusal = SealedTogether if both else SealedSchool
    assert [type(one) for one in merge_plan(school, twin).refusals] == [refusal]
    with pytest.raises(refusal):
        merge(school, twin, superuser)
    row.refresh_from_db()
    if not both:
        merge(twin, school, superuser)
        assert School.objects.get() == twin


def test_a_link_to_the_school_that_goes_leads_to_the_one_that_stays(
    client: Client, school: School, twin: School, superuser: User
) -> None:
    sent = [invite(twin, superuser), invite(school, superuser)]
    links = [accept_address(one, address="") for one in sent]
    merge(school, twin, superuser)
    assert [client.get(link).status_code for link in links] == [200, 200]
    for one in sent:
        accept(one, name="Nova", password="of-many-words", at=clock.now())
    assert Role.objects.get(user__email="nova@example.org").school == school
