"""The access matrix: every address × every visitor × own and foreign objects × GET and POST."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from competition.models import Credit, Decision, Entry, Notice, PaperDraft, Partner, Sitting
from leaderboard.models import Export, Freeze
from quizbank.models import QuestionFile, QuestionText, Review
from schools.models import (
    Card,
    CardOpening,
    CardSharing,
    Contact,
    Invitation,
    Job,
    Role,
    School,
    SchoolClass,
    User,
)
from tests.everyone import VISITORS, World, addresses, standing
from tests.reading import Page, put_away

# Who is let in to what, by the object: the own one, one abroad, a board of a draft, and one that
# there is not. The visitors are made in `tests.everyone`.
STAFF = VISITORS[1:]
WRITERS = ["organizer", "organizer_abroad", "coordinator", "editor", "superuser"]
BRINGING = [*WRITERS, "translator"]
BANK = [*BRINGING, "reviewer"]
LET_IN: dict[str, dict[str, Sequence[str]]] = {
    "anybody": {"own": VISITORS, "abroad": VISITORS},
    "country": {"own": VISITORS, "abroad": VISITORS, "missing": []},
    "staff": {"own": STAFF, "abroad": STAFF},
    "class": {
        "own": ["teacher", "unapproved", "organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    # PINs, names and needs are the teachers'; who organizes opens them with a reason.
    "cards": {"own": ["teacher", "unapproved"], "abroad": [], "missing": []},
    "opening": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "outage": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "outages": {"own": ["organizer", "organizer_abroad", "coordinator", "superuser"]},
    "lists": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "hidden": [],
        "missing": [],
    },
    "export": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "desk": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    "leading": {
        "own": ["coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    # Questions belong to all countries together.
    "bank": {"own": BANK, "missing": []},
    "banks": {"own": BANK},
    # Who only reviews writes no text and brings no file.
    "bringing": {"own": BRINGING, "missing": []},
    "writing": {"own": WRITERS, "missing": []},
    "writers": {"own": WRITERS},
    "award": {"own": ["coordinator", "superuser"], "hidden": [], "missing": []},
    "run": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "kept": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "upload": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "invited": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "sealed": {"own": [], "missing": []},
    "insight": {
        "own": ["organizer", "organizer_abroad", "coordinator", "ministry", "superuser"],
        "hidden": [],
        "missing": [],
    },
    # Who does not teach and has other work is led to that.
    "classes": {
        "own": ["teacher", "unapproved", "colleague", "other_teacher"],
        "abroad": ["teacher", "unapproved", "colleague", "other_teacher"],
    },
    "insights": {
        "own": ["organizer", "organizer_abroad", "coordinator", "ministry", "superuser"],
    },
    "server": {"own": ["coordinator", "superuser"]},
    "dropping": {"own": ["coordinator", "superuser"], "missing": []},
    "papers": {
        "own": ["coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    "school": {"own": ["teacher", "unapproved", "colleague"], "abroad": []},
    "person": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "helping": {
        "own": ["coordinator", "superuser"],
        "abroad": ["coordinator", "superuser"],
        "missing": [],
    },
    "link": {"own": VISITORS, "abroad": VISITORS, "missing": []},
    # Who has no second factor, and who has one.
    "plain": {"own": ["teacher", "unapproved", "colleague", "other_teacher"]},
    "factor": {
        "own": [
            *(one for one in WRITERS if one != "superuser"),
            "ministry",
            "translator",
            "reviewer",
            "superuser",
        ],
    },
    "board": {"own": VISITORS, "abroad": VISITORS, "hidden": [], "missing": []},
}

# "log-in" is a 302 to the log-in page, "–" does not apply. "in" and "out" are for those who are let
# in and for the others who have logged in; "writes" says that only a POST of those let in changes
# something.
TABLE = """
address                       GET: who nobody in  out   POST: who nobody in  out  writes
competition:play              anybody  200    200 –     anybody   405    405 –    no
competition:about             anybody  200    200 –     anybody   405    405 –    no
competition:home              country  200    200 404   country   405    405 405  no
competition:rules             country  200    200 404   country   405    405 405  no
competition:help              country  200    200 404   country   405    405 405  no
competition:privacy           country  200    200 404   country   405    405 405  no
competition:privacy_adults    country  200    200 404   country   405    405 405  no
competition:practice          country  200    200 404   country   405    405 405  no
competition:practice_quiz     country  200    200 404   country   405    405 405  no
competition:classes           classes  log-in 200 302   –         –      –   –    no
competition:add_class         staff    log-in 200 –     school    log-in 302 200  yes
competition:open              class    log-in 200 404   class     log-in 302 404  yes
competition:enter             class    405    405 405   class     log-in 302 404  yes
competition:first_steps       outages  log-in 200 404   outages   log-in 405 405  no
competition:test_mail         dropping 405    405 405   –         –      –   –    no
competition:area_classes      outages  log-in 200 404   outages   log-in 405 405  no
competition:server            server   log-in 200 404   server    log-in 405 405  no
competition:outages           outages  log-in 200 404   –         –      –   –    no
competition:give_back         outage   405    405 405   outage    log-in 302 404  yes
competition:give_nothing      dropping 405    405 405   dropping  log-in 302 404  yes
competition:papers            papers   log-in 200 404   papers    log-in 405 405  no
competition:paper             papers   log-in 200 404   papers    log-in 302 404  yes
competition:paper_preview     papers   log-in 200 404   papers    log-in 405 405  no
competition:paper_screen      papers   log-in 200 404   papers    log-in 405 405  no
competition:notices           outages  log-in 200 404   outages   log-in 200 404  no
competition:end_notice        run      405    405 405   run       log-in 302 404  yes
competition:windows           outages  log-in 200 404   outages   log-in 405 405  no
competition:extend            run      log-in 200 404   run       log-in 200 404  no
competition:spare_day         outages  log-in 200 404   outages   log-in 200 404  no
competition:schools           outages    log-in 200 404   outages     log-in 405 405  no
competition:school            run      log-in 200 404   run       log-in 302 404  yes
competition:confirm_schools   outages  405    405 405   outages   log-in 302 404  no
competition:confirm_school    run      405    405 405   run       log-in 302 404  yes
competition:close_school      run      405    405 405   run       log-in 302 404  yes
competition:merge             run      log-in 200 404   run       log-in 302 404  yes
quizbank:question_files    banks    log-in 200 404   banks     log-in 405 405  no
quizbank:export_questions  bank    log-in 200 404   bank      log-in 405 405  no
quizbank:exported_questions bank    log-in 302 404   bank      log-in 405 405  no
quizbank:import_questions  bringing log-in 200 404  bringing  log-in 200 404  no
quizbank:file_preview      kept     log-in 200 404   kept      log-in 405 405  no
quizbank:file_confirm  kept     405    405 405   kept      log-in 302 404  yes
quizbank:file_drop     kept     405    405 405   kept      log-in 302 404  yes
quizbank:file_sheet    kept     log-in 200 404   kept      log-in 405 405  no
competition:sitting           class    log-in 200 404   –         –      –   –    no
competition:projector         class    log-in 200 404   –         –      –   –    no
competition:act               class    405    405 405   class     log-in 302 404  yes
competition:sitting_state     class    log-in 200 404   class     405    405 405  no
competition:seat              class    log-in 200 404   –         –      –   –    no
competition:sitting_results   class    log-in 200 404   –         –      –   –    no
competition:results_file      class    log-in 200 404   class     log-in 405 405  no
competition:correct_class     class    log-in 200 404   class     log-in 302 404  yes
competition:correct_card      class    405    405 405   class     log-in 302 404  yes
competition:delete_class      class    405    405 405   class     log-in 302 404  yes
competition:editions          outages  log-in 200 404   outages   log-in 405 405  no
quizbank:questions         banks    log-in 200 404   banks     log-in 302 404  no
quizbank:question_begin    writers  log-in 200 404   writers   log-in 200 404  no
quizbank:question_check_new writers 405    405 405   writers   log-in 200 404  no
quizbank:question_check    bringing 405    405 405   bringing  log-in 200 404  no
quizbank:question          bank     log-in 200 404   bank      log-in 302 404  yes
quizbank:question_about    writing  log-in 200 404   writing   log-in 200 404  no
quizbank:question_text     bank     log-in 200 404   bank      log-in 302 404  yes
competition:question_uses     bank     log-in 200 404   bank      log-in 405 405  no
competition:question_preview  bank     log-in 200 404   bank      log-in 405 405  no
competition:question_screen   bank     log-in 200 404   bank      log-in 405 405  no
competition:edition_begin     outages  log-in 200 404   outages   log-in 200 404  no
competition:edition           desk     log-in 200 404   desk      log-in 405 405  no
competition:edition_basics    leading  log-in 200 404   leading   log-in 200 404  no
competition:edition_texts     leading  log-in 200 404   –         –      –   –    no
competition:edition_divisions leading  log-in 200 404   –         –      –   –    no
competition:edition_rules     leading  log-in 200 404   –         –      –   –    no
competition:edition_steps     leading  log-in 200 404   leading   log-in 302 404  no
competition:release           leading  log-in 200 404   leading   log-in 302 404  no
competition:add_award         leading  log-in 200 404   leading   log-in 200 404  no
competition:award             award    log-in 200 404   award     log-in 302 404  no
competition:edition_windows   run      log-in 200 404   run       log-in 200 404  no
competition:add_partner       run      log-in 200 404   run       log-in 200 404  no
competition:partner           run      log-in 200 404   run       log-in 302 404  yes
competition_plain:logo        anybody  200    200 –     anybody   405    405 –    no
competition_plain:catalog     anybody  200    200 –     anybody   405    405 –    no
competition_plain:notice      anybody  200    200 –     anybody   405    405 –    no
leaderboard:day               outages  log-in 200 404   outages   log-in 405 405  no
leaderboard:day_figures       outages  log-in 200 404   outages   log-in 405 405  no
leaderboard:freezes           outages  log-in 200 404   outages   log-in 302 404  yes
leaderboard:unfreeze_all      outages  405    405 405   outages   log-in 302 404  no
leaderboard:unfreeze_one      run      405    405 405   run       log-in 302 404  no
competition_plain:practice    country  200    200 404   country   405    405 405  no
competition_plain:robots      anybody  200    200 –     anybody   405    405 –    no
leaderboard:boards            anybody  200    200 –     anybody   405    405 –    no
leaderboard:board             board    200    200 404   board     405    405 405  no
leaderboard:embed             board    200    200 404   board     405    405 405  no
leaderboard:big_screen              board    200    200 404   board     405    405 405  no
leaderboard:receipt_page      anybody  200    200 –     anybody   200    200 –    no
leaderboard:regions           outages    log-in 200 404   outages     log-in 405 405  no
leaderboard:regions_of        lists    log-in 200 404   lists     log-in 405 405  no
leaderboard:regions_csv       lists    log-in 200 404   lists     log-in 405 405  no
leaderboard:insight           insights log-in 200 404   insights  log-in 405 405  no
leaderboard:insight_method    insights log-in 200 404   insights  log-in 405 405  no
leaderboard:insight_part      insight  log-in 200 404   insight   log-in 405 405  no
leaderboard:insight_file      insight  log-in 200 404   insight   log-in 405 405  no
leaderboard:spreadsheets      outages  log-in 200 404   outages   log-in 405 405  no
leaderboard:make_spreadsheet  lists    405    405 405   lists     log-in 302 404  yes
leaderboard:spreadsheet       export   log-in 200 404   export    log-in 405 405  no
leaderboard:seal              leading  log-in 200 404   leading   log-in 302 404  no
leaderboard:settle_boards     leading  405    405 405   leading   log-in 302 404  no
leaderboard:sealed            board    200    200 404   board     405    405 405  no
leaderboard:sealed_list       sealed   404    200 404   sealed    405    405 405  no
leaderboard_plain:snapshot    board    200    200 404   board     405    405 405  no
leaderboard_plain:receipt     anybody  405    405 –     anybody   200    200 –    no
schools:login                 staff    200    302 –     staff     200    302 –    no
schools:logout                anybody  405    405 –     anybody   302    302 –    no
account_login                 staff    200    302 –     staff     200    302 –    no
account_logout                anybody  405    405 –     anybody   302    302 –    no
account_reauthenticate        staff    log-in 200 –     staff     log-in 200 –    no
account_email_verification_sent anybody 200   200 –     anybody   405    405 –    no
account_confirm_email         anybody  200    200 –     anybody   404    404 –    no
account_change_password       staff    log-in 200 –     staff     log-in 200 –    no
account_set_password          staff    log-in 302 –     staff     log-in 302 –    no
account_reset_password        anybody  200    200 –     anybody   200    200 –    no
account_reset_password_done   anybody  200    200 –     anybody   405    405 –    no
account_reset_password_from_key anybody 200   200 –     anybody   200    200 –    no
mfa_index                     staff    log-in 200 –     staff     log-in 405 –    no
mfa_login_webauthn            staff    log-in 302 –     staff     log-in 302 –    no
mfa_authenticate              staff    log-in 302 –     staff     log-in 302 –    no
mfa_reauthenticate            factor   log-in 200 302   factor    log-in 200 302  no
mfa_reauthenticate_webauthn   staff    log-in 302 –     staff     log-in 302 –    no
mfa_activate_totp             plain    log-in 200 302   plain     log-in 200 302  no
mfa_deactivate_totp           factor   log-in 200 404   factor    log-in 200 404  no
mfa_add_webauthn              staff    log-in 200 –     staff     log-in 200 –    no
mfa_remove_webauthn           factor   log-in 404 404   factor    log-in 404 404  no
mfa_view_recovery_codes       factor   log-in 200 404   factor    log-in 200 404  no
mfa_download_recovery_codes   factor   log-in 404 404   factor    log-in 405 405  no
mfa_generate_recovery_codes   staff    log-in 200 –     factor    log-in 302 200  yes
schools:contacts              outages  log-in 200 404   outages   log-in 405 405  no
schools:add_contact           run      log-in 200 404   run       log-in 200 404  no
schools:contact               run      log-in 200 404   run       log-in 200 404  no
schools:act_on_contact        run      405    405 405   run       log-in 302 404  yes
schools:people                outages  log-in 200 404   outages   log-in 405 405  no
schools:person                person   log-in 200 404   person    log-in 405 405  no
schools:close_account         person   405    405 405   person    log-in 302 404  yes
schools:open_account          person   405    405 405   person    log-in 302 404  no
schools:take_factors          helping  405    405 405   helping   log-in 302 404  yes
schools:take_role             person   405    405 405   person    log-in 302 404  yes
schools:invite                outages  log-in 200 404   outages   log-in 200 404  no
schools:invitation_link       sealed   log-in 200 404   sealed    log-in 405 405  no
schools:teachers_import       outages  log-in 200 404   outages   log-in 200 404  no
schools:blank_teachers        outages  log-in 200 404   outages   log-in 405 405  no
schools:teachers_preview      upload   log-in 200 404   upload    log-in 405 405  no
schools:teachers_confirm      upload   405    405 405   upload    log-in 302 404  yes
schools:teachers_drop         upload   405    405 405   upload    log-in 302 404  no
schools:teachers_sheet        invited  log-in 200 404   invited   log-in 302 404  no
schools:resend                person   405    405 405   person    log-in 302 404  yes
schools:withdraw              person   405    405 405   person    log-in 302 404  yes
schools:accept                link     200    200 404   link      200    200 404  no
schools:record                outages  log-in 200 404   outages   log-in 405 405  no
schools:cards                 class    log-in 200 404   –         –      –   –    no
schools:cards_screen          class    log-in 200 404   –         –      –   –    no
schools:needs                 class    log-in 200 404   cards     log-in 302 404  yes
schools:open_cards            opening  405    405 405   opening   log-in 302 404  yes
schools:share_cards           cards    405    405 405   cards     log-in 302 404  yes
schools:add_card              class    log-in 405 405   class     log-in 302 404  yes
schools:register_import       outages    log-in 200 404   outages     log-in 200 404  no
schools:blank_register        outages    log-in 200 404   outages     log-in 405 405  no
schools:import_preview        upload   log-in 200 404   upload    log-in 405 405  no
schools:import_confirm        upload   405    405 405   upload    log-in 302 404  yes
schools:import_drop           upload   405    405 405   upload    log-in 302 404  no
schools:waiting               outages    log-in 200 404   outages     log-in 302 404  no
schools:decide_teacher        run      405    405 405   run       log-in 302 404  yes
schools:help                  anybody  200    200 –     –         –      –   –    no
"""

# What a form sends; a name in braces is a parameter of the place.
FORMS: dict[str, dict[str, str]] = {
    "competition:add_class": {
        "school": "{school}",
        "grade": "{grade}",
        "label": "VIII-1",
        "language": "bs",
        "size": "2",
    },
    "competition:school": {"name": "OŠ Nova", "region": "{region}", "pupil_count": "1"},
    "schools:act_on_contact": {"action": "retire"},
    "quizbank:question": {"do": "comment", "comment": "Why?"},
    "quizbank:question_text": {"do": "comment", "comment": "Why?"},
    "competition:merge": {"other": "{other_school}"},
    "quizbank:file_confirm": {"seen": "{seen_bank}", "take": "q-new en"},
    "schools:import_confirm": {"seen": "{seen}"},
    "schools:decide_teacher": {"approve": "1"},
    "schools:teachers_confirm": {"seen": "{seen_teachers}"},
    "competition:correct_class": {"label": "VIII-9", "grade": "{grade}", "language": "bs"},
    "competition:open": {"kind": "rehearsal"},
    "leaderboard:freezes": {"which": "all", "reason": "check"},
    "competition:act": {"action": "extra", "minutes": "5", "reason": "lesson"},
    "competition:award": {"remove": "1"},
    "competition:partner": {"remove": "1"},
    "leaderboard:receipt_page": {"receipt": "{receipt}"},
    "leaderboard_plain:receipt": {"receipt": "{receipt}"},
    "competition:paper": {"do": "draw", "version": "0"},
    "schools:login": {"login": "nobody@example.org", "password": "wrong"},
    "schools:open_cards": {"reason": "card_lost"},
    "schools:share_cards": {"colleague": "{colleague_id}"},
    "schools:needs": {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-number": "1",
        "form-0-extra_time": "50",
    },
}


@dataclass(frozen=True, eq=False)
class Row:
    """One line of the table; ``expected``: by method, who, and what nobody, in and out get."""

    address: str
    expected: dict[str, list[str]]
    writes: bool


def rows() -> dict[str, Row]:
    """The table by address."""
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        address, *cells = line.split()
        expected = {"GET": cells[:4], "POST": cells[4:8]}
        found[address] = Row(
            address, {way: row for way, row in expected.items() if row[0] != "–"}, cells[8] == "yes"
        )
    return found


ROWS = rows()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with standing(django_db_blocker) as made:
        yield made


def ask(client: Client, way: str, row: Row, world: World, place: str) -> HttpResponse:
    """The answer to one request, whose changes are taken back."""
    path = world.path(row.address, place)
    if way == "GET":
        return client.get(path)  # type: ignore[return-value]
    data = {
        key: text.format(**world.places[place]) for key, text in FORMS.get(row.address, {}).items()
    }
    as_json = row.address == "leaderboard_plain:receipt"
    return client.post(path, data, **({"content_type": "application/json"} if as_json else {}))  # type: ignore[return-value,arg-type]


MARKED = (
    Decision,
    Credit,
    Sitting,
    Entry,
    SchoolClass,
    PaperDraft,
    Export,
    Freeze,
    Job,
    Partner,
    EmailAddress,
    QuestionFile,
    QuestionText,
    Review,
    CardOpening,
    CardSharing,
)


def marks() -> list[object]:
    """What nobody who is refused may change."""
    counted = [model.objects.count() for model in MARKED]
    counted.append(Notice.objects.filter(ended_at__isnull=False).count())
    kept = (Card, Contact, School, SchoolClass, Role, Invitation, Authenticator)
    people = User.objects.order_by("pk").values_list("is_active", "email", "password")
    whole = [list(model.objects.order_by("pk").values()) for model in kept]
    return [counted, whole, list(people)]


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Statements that may change a row; most are refused before any, and need no look at all."""
    wrote: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            wrote.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield wrote


@dataclass(frozen=True)
class Told:
    """The answer to a request for a path, and whether it changed anything."""

    response: HttpResponse
    path: str
    changed: bool

    @property
    def outcome(self) -> str:
        """The status; a way to the log-in page by its name."""
        away = self.response.headers.get("Location", "")
        is_log_in = away.partition("?")[0].endswith("/staff/login/")
        return "log-in" if self.response.status_code == 302 and is_log_in else self.status

    @property
    def status(self) -> str:
        return f"{self.response.status_code}"

    @property
    def face(self) -> tuple[object, ...]:
        """The answer without what differs between any two requests: address, token, length."""
        headers = {**self.response.headers, "Content-Length": ""}
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", self.response.text)
        own = self.path.partition("/staff/" if "/staff/" in self.path else "/boards/")[2]
        seen = [text, headers.pop("Location", "")]
        return self.status, headers, *[part.replace(own, "…") for part in seen]


type Cell = tuple[str, str, str]
type Answers = dict[Cell, Told]


def cells(row: Row) -> Iterator[tuple[str, str, str, str]]:
    """Every method, visitor and place of a row, with the status that is due."""
    for way, (who, nobody, let_in, out) in row.expected.items():
        for place, guests in LET_IN[who].items():
            for visitor in VISITORS:
                stranger = visitor == "nobody" and "nobody" not in LET_IN[who]["own"]
                status = let_in if visitor in guests else out
                yield way, visitor, place, nobody if stranger else status


def test_every_address_has_a_row() -> None:
    assert {name for name, _ in addresses() if not name.startswith("admin:")} == set(ROWS)


def tell(row: Row, world: World) -> Answers:
    """Asks everything about an address; every request's changes are taken back."""
    answers: Answers = {}
    before = marks()
    for way, visitor, place, _due in cells(row):
        with transaction.atomic(), noting_writes() as wrote:
            response = ask(world.browser(visitor), way, row, world, place)
            put_away(response)
            changed = way == "POST" and bool(wrote) and marks() != before
            transaction.set_rollback(True)
        answers[way, visitor, place] = Told(response, world.path(row.address, place), changed)
    return answers


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_everybody_gets_what_the_table_says_and_forbidden_looks_like_missing(
    row: Row, world: World
) -> None:
    answers = tell(row, world)
    assert {cell: (one.outcome, one.changed) for cell, one in answers.items()} == due(row)
    assert_refusals_are_alike(answers)
    wrong = {cell: faults(one.response) for cell, one in answers.items()}
    assert {cell: found for cell, found in wrong.items() if found} == {}


def due(row: Row) -> dict[Cell, tuple[str, bool]]:
    """What the table says of each cell: the outcome, and whether it changes anything."""
    found = {}
    for way, visitor, place, status in cells(row):
        inside = visitor in LET_IN[row.expected[way][0]][place]
        found[way, visitor, place] = (status, way == "POST" and row.writes and inside)
    return found


def assert_refusals_are_alike(answers: Answers) -> None:
    """Who may not open a thing learns nothing of whether it is there."""
    refused = {cell: one for cell, one in answers.items() if one.outcome in {"404", "log-in"}}
    alike = {
        (way, visitor, place): answers.get((way, visitor, "missing"), one).face
        for (way, visitor, place), one in refused.items()
    }
    assert {cell: one.face for cell, one in refused.items()} == alike


def faults(response: HttpResponse) -> list[str]:
    """What makes an answer unsafe in a browser."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    policy = response.headers.get("Content-Security-Policy", "")
    wrong = [] if "default-src 'self'" in policy else ["no policy"]
    return wrong + ["unsafe-inline"] * ("unsafe-inline" in policy) + Page(response.text).inline


def test_inline_code_would_be_found() -> None:
    page = Page("<p style='x' onclick='y'>a</p><script>z</script><style>b</style>")
    assert page.inline == ["<p style=…>", "<p onclick=…>", "z", "<style>"]


# ---------------------------------------------------------------- admin

# Who is not logged in may see the form; logging out is for everybody and takes a POST.
# The nameless one is Django's "anything else".
OPEN = {"admin:login", "admin:logout", "admin:None"}


def admin_paths(*, alone: bool = False) -> list[str]:
    """Every page of the admin; with ``alone`` only those that need no object."""
    return [
        reverse(name, kwargs={one: "schools" if one == "app_label" else "1" for one in taken})
        for name, taken in addresses()
        if name.startswith("admin:") and name not in OPEN and not (alone and taken)
    ]


@pytest.mark.parametrize("visitor", [visitor for visitor in VISITORS if visitor != "superuser"])
def test_only_superusers_see_the_admin(visitor: str, world: World) -> None:
    client, before = world.browser(visitor), marks()
    paths = admin_paths()
    assert len(paths) > 100
    answers = {path: (client.get(path), client.post(path)) for path in paths}
    let_in = {path for path, pair in answers.items() for one in pair if not is_kept_out(one)}
    assert (let_in, marks()) == (set(), before)


def is_kept_out(response: HttpResponseBase) -> bool:
    """Whether an answer of the admin sends away."""
    away = response.headers.get("Location", "")
    return response.status_code in (403, 404) or away.partition("?")[0].endswith("/admin/login/")


def test_a_superuser_sees_the_admin_and_no_page_of_it_needs_inline_code(world: World) -> None:
    pages: dict[str, Any] = {
        path: world.browser("superuser").get(path) for path in admin_paths(alone=True)
    }
    shut = {path for path, page in pages.items() if page.status_code != 200}
    assert {path.split("/")[-2] for path in shut} <= {"add", "autocomplete", "process_import"}
    sheets = [page.getvalue() for page in pages.values() if page.streaming]
    wrong = {path: faults(page) for path, page in pages.items() if not page.streaming}
    assert len(sheets) == 1
    assert {path: found for path, found in wrong.items() if found} == {}
