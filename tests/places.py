"""The objects of the world of ``tests.everyone``: a country's place has one of each kind."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml
from django.conf import settings
from django.utils import timezone

from base import clock
from base.models import User
from base.uploads.taking import keep_upload
from competition.aliases.actions import aliases_for
from competition.models import (
    AnswerFile,
    Attempt,
    AwardRule,
    Edition,
    Logo,
    Outage,
    Partner,
    PinGuess,
)
from competition.notices.actions.notices import speak
from competition.notices.templates import in_every_language
from competition.public.views.catalog import fingerprint
from competition.sittings.actions.sittings import close
from leaderboard.exports.actions import ask
from leaderboard.made_files import Part
from leaderboard.models import Board, Seal, Winner, WinnersPlan
from quizbank.bank.actions.beginning import store_question
from quizbank.models import Question, Topic
from quizbank.pictures.actions import keep_picture
from schools.accounts.letters_consent import letters_token
from schools.models import (
    ClassCover,
    Contact,
    Country,
    Invitation,
    Role,
    School,
    SchoolClass,
)
from schools.people.queries.invitations import token_of
from schools.register.import_rows import REGISTER
from schools.registering.actions.registrations import MissingSchool, ask_for_role
from tests import cast
from tests.jobs import do_jobs
from tests.quizbank.pictured import drawing

HIDDEN = "2028"  # an edition that nobody may know of yet

type Values = dict[str, object]


def place_of(school: School, teacher: User, edition: Edition) -> Values:
    """The objects of a class that has sat and sits again, and of one that is not entered yet."""
    country = school.country
    contact = Contact.objects.create(
        country=country, kind="helpline", names={"en": "Blue"}, phone="1"
    )
    logo, _made = Logo.objects.get_or_create(digest="0a1b", defaults={"png": b"png"})
    partner = Partner.objects.create(edition=edition, country=country, name="Partner", logo=logo)
    award = AwardRule.objects.create(edition=edition, kind="rank", amount=3, names={"en": "Cup"})
    return {
        "contact_id": contact.pk,
        "partner_id": partner.pk,
        "award_id": award.pk,
        "logo": logo.pk,
        "picture": keep_picture(drawing(), at=clock.now()),
        **_sittings(cast.make_class(school, teacher), teacher, edition),
        "fresh_class_id": cast.make_class(school, teacher, label="VII-3").pk,
        "school": school.pk,
        "grade": country.grades.get().pk,
        "edition": edition.slug,
        "part": "winners",
        "file": "tickets.csv",
        "version": "rehearsal",
        "number": 1,
        "change_id": 1,
        "table": "participation",
        "piece": "sheet",
        "name": "week",
        "way": "blank",
        "country": country.pk.lower(),
        "division": "12-13",
        "kind": "official",
        "language": "sr",
        "question_key": _question().key,
        "digest": fingerprint("sr"),
        "serial": "nn",
        **_people_of(school),
    }


def _question() -> Question:
    """One of the bank in all languages: in those of the cast the machine finds much to quote."""
    path = settings.BASE_DIR / "fixtures/questions/9-11/acc-vedad-friend-wants-password.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    Topic.objects.get_or_create(code=data["topic"], defaults={"names": {"en": "Accounts"}})
    return store_question(data, languages=(), at=clock.now())


def _people_of(school: School) -> Values:
    """A teacher who has a second factor, and somebody who is invited; links of accounts."""
    person = cast.give_second_factor(cast.make_teacher(school, f"ivo@{school.pk}.example.org"))
    invited = Invitation.objects.create(
        email=f"new@{school.pk}.example.org",
        kind=Role.Kind.TEACHER,
        school=school,
        invited_by=person,
        sent_at=clock.now(),
    )
    return {
        "person_id": person.pk,
        "person_role_id": person.roles.get().pk,
        "invitation_id": invited.pk,
        "invitation_token": token_of(invited),
        "letters_token": letters_token(person),
        "uidb36": "zz",
        "key": "zz",
        "pk": 1,
    }


def desk_of(school: School, organizer: User | None) -> Values:
    """What waits for the organizer of a school: a register, a teacher, and the school once more."""
    twin = School.objects.create(
        country=school.country, region=school.region, register_code="TWIN-1", name=school.name
    )
    region = school.region.code
    content = f"register_code,name,country,region\n0001,OŠ Nova,{school.country_id},{region}"
    assert organizer is not None
    upload = keep_upload(
        REGISTER.name, content.encode(), name="a.csv", by=organizer, at=clock.now()
    )
    seen = REGISTER.preview(REGISTER.read(upload), upload, organizer).seen
    waiting = cast.make_teacher(school, f"waiting-{school.pk}@example.org", approved=False)
    role = waiting.roles.get()
    missing = MissingSchool("OŠ Peta", "Bihać", school.region)
    proposed = ask_for_role(waiting, school=missing, at=clock.now())
    return {
        "proposed_id": proposed.school_id,
        "school_id": school.pk,
        "region": school.region_id,
        "other_school": twin.pk,
        "upload_id": upload.pk,
        "seen": seen,
        "role_id": role.pk,
        **_questions_to_import(organizer),
    }


def _questions_to_import(organizer: User | None) -> Values:
    """A file with one new question that an organizer has uploaded, and one to be mended."""
    assert organizer is not None
    content = (
        b"id,lang,division,topic,difficulty,right,question,answer_a,answer_b,answer_c,explanation\n"
        b"q-new,en,12-13,PRIV,easy,a,What now?,Ask,Run,Hide,It helps.\n"
        b"q-bad,en,12-13,PRIV,easy,z,What then?,Ask,Run,Hide,It helps.\n"
    )
    at = clock.now()
    held = keep_upload("questions", content, name="a.csv", by=organizer, at=at, format_="sheet")
    return {"format_name": "sheet", "questions_id": held.pk}


def _sittings(school_class: SchoolClass, teacher: User, edition: Edition) -> Values:
    """One pupil has finished, another works at the rehearsal, a third mistypes the PIN."""
    entry = cast.make_entry(school_class, edition)
    first, second, third = school_class.cards.order_by("number")
    closed = cast.make_sitting(entry)
    attempt = cast.finish(cast.make_attempt(first, closed), "12301")
    close(closed, by=teacher, at=clock.now())
    sitting = cast.make_sitting(entry, kind="rehearsal")
    at_work, at = cast.make_attempt(second, sitting), clock.now()
    filed = AnswerFile.objects.create(
        attempt=at_work,
        lease=1,
        uploaded_at=at,
        uploaded_by=teacher,
        counted_at=at,
        fresh=1,
    )
    PinGuess.objects.create(sitting=sitting, card=third, wrong=3, last_at=clock.now())
    return {
        "class_id": school_class.pk,
        "sitting_id": sitting.pk,
        "closed_sitting_id": closed.pk,
        "cover_id": _cover(school_class, teacher).pk,
        "card_id": second.pk,
        "answers_id": filed.pk,
        "receipt": Attempt.objects.get(pk=attempt.pk).receipt,
    }


def _cover(school_class: SchoolClass, teacher: User) -> ClassCover:
    """The class's teacher has it for today, which changes nothing of who sees what."""
    at = clock.now()
    return ClassCover.objects.create(
        school_class=school_class,
        colleague=teacher,
        reason="ill",
        taken_at=at,
        until=at + timedelta(hours=1),
    )


def export_of(organizer: User | None, edition: Edition) -> Values:
    """A spreadsheet that an organizer has had made."""
    assert organizer is not None
    export = ask(edition, part=Part.WINNERS, by=organizer, at=clock.now())
    do_jobs()
    return {"made_id": export.pk}


def spoken_to(edition: Edition, country: str) -> Values:
    """A notice to a country, and the country's window."""
    at, by = clock.now(), User.objects.earliest("pk")
    texts = in_every_language("over", 1)
    until, home = at + timedelta(hours=1), Country.objects.get(pk=country)
    notice = speak(edition, texts=texts, until=until, by=by, at=at, country=home)
    window = edition.windows.get(country=country)
    return {"notice_id": notice.pk, "token": notice.token, "window_id": window.pk}


def make_outages(now: datetime) -> Outage:
    """One that settled itself, one that waits (returned), and one that comes after it."""
    began = [now - timedelta(seconds=ago) for ago in (80, 50, 30)]
    past, first, _second = [
        Outage.objects.create(began_at=at, ended_at=at + timedelta(seconds=15)) for at in began
    ]
    Outage.objects.filter(pk=past.pk).update(give=True, settled_at=now)
    return first


def hidden_board(country: Country) -> Values:
    edition = Edition.objects.create(slug=HIDDEN, names={"en": HIDDEN}, year=2028)
    division = edition.divisions.create(code="12-13")
    board = Board.objects.create(division=division, country=country)
    return {"edition": HIDDEN, "board_id": board.pk}


def winner_of(seal: Seal, place: Values) -> int:
    """A winner of the class that has sat, confirmed by its teacher."""
    attempt = Attempt.objects.filter(sitting_id=f"{place['closed_sitting_id']}").earliest("pk")
    aliases_for([attempt.card_id], edition=seal.edition)
    day = timezone.localdate(clock.now()) + timedelta(days=9)
    WinnersPlan.objects.get_or_create(
        edition=seal.edition, defaults={"confirm_by": day, "names_until": day}
    )
    winner = Winner.objects.create(
        edition=seal.edition,
        rule=AwardRule.objects.get(pk=f"{place['award_id']}"),
        key=f"{place['award_id']}/12-13/BA",
        division=attempt.entry.division,
        country_id="BA",
        attempt=attempt,
        ticket="ABCDEFGHJK23",
        place=1,
        told_at=clock.now(),
        confirmed_at=clock.now(),
        confirm_by=day,
    )
    return winner.pk
