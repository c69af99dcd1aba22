"""Addresses of the competition; the root puts ``urlpatterns`` under a language."""

from __future__ import annotations

from django.urls import path

from base.pages.converters import COUNTRY
from competition.answer_files.views import answer_files, review
from competition.certificates import views as certificates
from competition.classes import roster_views as rosters
from competition.classes import views as classes
from competition.day.views import area_classes, help_lines, outages
from competition.discussion import views as discussing
from competition.lab import views as checking
from competition.letters.views import acting, letter, letter_list
from competition.notices import views as notices
from competition.packs import views as packs
from competition.papers.views import papers
from competition.participants import views as schools
from competition.previews.views import (
    paper_previews,
    question_previews,
    writing_previews,
)
from competition.public.views import play, practice, public
from competition.results import views as results
from competition.setup import views as setup
from competition.sittings import views as sitting

app_name = "competition"

_SITTING = "staff/sittings/<int:sitting_id>/"
_CLASS = "staff/classes/<int:class_id>/"
_PAPERS = "staff/editions/<slug:edition>/papers/"
_PAPER = f"{_PAPERS}<str:division>/<str:kind>/"
_QUESTION = "staff/questions/<slug:key>/"
_EDITION = "staff/editions/<slug:edition>/"
_PART = f"{_EDITION}countries/<slug:country>/"

urlpatterns = [
    path("", play.play, name="play"),
    path("about/", public.about, name="about"),
    path("check/", checking.check, name="lab_check"),
    path("check/network/", checking.network, name="lab_network"),
    path(COUNTRY, public.country_page, {"name": "home"}, name="home"),
    path(f"{COUNTRY}rules/", public.country_page, {"name": "rules"}, name="rules"),
    path(f"{COUNTRY}privacy/", public.country_page, {"name": "privacy"}, name="privacy"),
    path(
        f"{COUNTRY}privacy/adults/",
        public.country_page,
        {"name": "privacy_adults"},
        name="privacy_adults",
    ),
    path(f"{COUNTRY}help/", public.country_page, {"name": "help"}, name="help"),
    path(f"{COUNTRY}practice/", public.country_page, {"name": "practice"}, name="practice"),
    path(f"{COUNTRY}practice/<slug:division>/", practice.quiz, name="practice_quiz"),
    path("staff/", classes.classes, name="classes"),
    path("staff/calendar/", classes.calendar, name="calendar"),
    path("staff/classes/add/", classes.add_class, name="add_class"),
    path("staff/classes/numbers/", classes.numbers_understood, name="numbers_understood"),
    path("staff/classes/list/", rosters.new_roster, name="new_roster"),
    path("staff/classes/<int:class_id>/list/", rosters.roster, name="roster"),
    path("staff/classes/<int:class_id>/open/", classes.open_sitting_for, name="open"),
    path("staff/classes/<int:class_id>/enter/", classes.enter, name="enter"),
    path("staff/area/classes/", area_classes.area_classes, name="area_classes"),
    path(f"{_CLASS}correct/", classes.correct, name="correct_class"),
    path(f"{_CLASS}cards/<int:card_id>/correct/", classes.correct_card, name="correct_card"),
    path(f"{_CLASS}delete/", classes.delete, name="delete_class"),
    path(f"{_CLASS}pack/", packs.pack, name="pack"),
    path(f"{_CLASS}pack/<slug:piece>.pdf", packs.pack_file, name="pack_file"),
    path("staff/outages/", outages.outages, name="outages"),
    path("staff/outages/<int:outage_id>/give/", outages.give_back, name="give_back"),
    path("staff/outages/<int:outage_id>/drop/", outages.give_nothing, name="give_nothing"),
    path(_PAPERS, papers.papers, name="papers"),
    path(_PAPER, papers.paper, name="paper"),
    path(f"{_PAPER}preview/<str:language>/", paper_previews.preview, name="paper_preview"),
    path(f"{_PAPER}screen/<str:language>/", paper_previews.screen, name="paper_screen"),
    path("staff/day/notices/", notices.notices, name="notices"),
    path("staff/day/notices/<int:notice_id>/end/", notices.withdraw_notice, name="end_notice"),
    path("staff/day/numbers/", help_lines.help_lines, name="help_lines"),
    path("staff/schools/", schools.schools, name="schools"),
    path("staff/schools/<int:school_id>/", schools.school, name="school"),
    path("staff/schools/confirm/", schools.confirm_chosen, name="confirm_schools"),
    path("staff/schools/<int:school_id>/confirm/", schools.confirm_school, name="confirm_school"),
    path("staff/schools/<int:school_id>/close/", schools.close_school, name="close_school"),
    path("staff/schools/<int:school_id>/merge/", schools.merge, name="merge"),
    path("staff/questions/new/screen/", writing_previews.empty_screen, name="empty_screen"),
    path("staff/questions/new/typed/", writing_previews.typed_new, name="typed_new"),
    path(f"{_QUESTION}texts/<str:language>/typed/", writing_previews.typed_text, name="typed_text"),
    path(f"{_QUESTION}preview/<str:language>/", question_previews.preview, name="question_preview"),
    path(f"{_QUESTION}screen/<str:language>/", question_previews.screen, name="question_screen"),
    path("staff/editions/", setup.editions, name="editions"),
    path("staff/editions-begin/", setup.begin, name="edition_begin"),
    path(_EDITION, setup.edition, name="edition"),
    *(
        path(f"{_EDITION}{part}/", setup.part, {"part": part}, name=f"edition_{part}")
        for part in ("basics", "texts", "divisions", "rules", "awards")
    ),
    *(
        path(f"{_PART}{part}/", setup.part, {"part": part}, name=f"edition_{part}")
        for part in ("windows", "partners")
    ),
    path(f"{_PART}letters/", letter_list.letters, name="letters"),
    path(f"{_PART}letters/<slug:name>/", letter.letter, name="letter"),
    path(f"{_PART}letters/<slug:name>/act/", acting.act_on_letter, name="act_on_letter"),
    path(_SITTING, sitting.monitor, name="sitting"),
    path(f"{_SITTING}projector/", sitting.projector, name="projector"),
    path(f"{_SITTING}projector/state/", sitting.wall, name="wall_state"),
    path(f"{_SITTING}act/", sitting.act, name="act"),
    path(f"{_SITTING}state/", sitting.state, name="sitting_state"),
    path(f"{_SITTING}names/", sitting.seat_names, name="seat_names"),
    path(f"{_SITTING}seats/<int:card_id>/", sitting.seat, name="seat"),
    path(f"{_SITTING}discussion/", discussing.discussion, name="discussion"),
    path(f"{_SITTING}object/", results.object_to_attempt, name="object_to"),
    path(f"{_SITTING}seats/<int:card_id>/file/", sitting.note_file, name="note_file"),
    path(f"{_SITTING}files/", answer_files.sitting_files, name="answer_files"),
    path(f"{_SITTING}files/<int:answers_id>/count/", answer_files.count_file, name="count_file"),
    path("staff/answer-files/", review.files, name="files_to_review"),
    path("staff/answer-files/<int:answers_id>/accept/", review.accept, name="accept_file"),
    path("staff/answer-files/<int:answers_id>/refuse/", review.refuse, name="refuse_file"),
    path(f"{_SITTING}results/", results.sitting_results, name="sitting_results"),
    path(f"{_SITTING}certificates/", certificates.certificates, name="certificates"),
    path(
        f"{_SITTING}certificates/sheet.svg",
        certificates.certificate_sheet,
        name="certificate_sheet",
    ),
    path(
        f"{_SITTING}certificates/<slug:way>.pdf",
        certificates.certificates_file,
        name="certificates_file",
    ),
    path(f"{_SITTING}results/<slug:form>/", results.results_file, name="results_file"),
]
