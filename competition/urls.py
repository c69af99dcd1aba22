"""Addresses of the competition; the root puts ``urlpatterns`` under a language."""

from __future__ import annotations

from django.urls import path

from competition.views import (
    classes,
    merging,
    notices,
    outages,
    paper_preview,
    papers,
    play,
    results,
    schools,
    sitting,
    windows,
)

app_name = "competition"

_SITTING = "staff/sittings/<int:sitting_id>/"
_PAPERS = "staff/editions/<slug:edition>/papers/"
_PAPER = f"{_PAPERS}<str:division>/<str:kind>/"

urlpatterns = [
    path("", play.play, name="play"),
    path("staff/", classes.classes, name="classes"),
    path("staff/classes/add/", classes.add_class, name="add_class"),
    path("staff/classes/<int:class_id>/open/", classes.open_sitting_for, name="open"),
    path("staff/classes/<int:class_id>/enter/", classes.enter, name="enter"),
    path("staff/outages/", outages.outages, name="outages"),
    path("staff/outages/<int:outage_id>/give/", outages.give_back, name="give_back"),
    path("staff/outages/<int:outage_id>/drop/", outages.give_nothing, name="give_nothing"),
    path(_PAPERS, papers.papers, name="papers"),
    path(_PAPER, papers.paper, name="paper"),
    path(f"{_PAPER}preview/<str:language>/", paper_preview.preview, name="paper_preview"),
    path(f"{_PAPER}screen/<str:language>/", paper_preview.screen, name="paper_screen"),
    path("staff/day/notices/", notices.notices, name="notices"),
    path("staff/day/notices/<int:notice_id>/end/", notices.withdraw_notice, name="end_notice"),
    path("staff/day/windows/", windows.windows, name="windows"),
    path("staff/day/windows/<int:window_id>/", windows.extend, name="extend"),
    path("staff/day/windows/spare/", windows.spare, name="spare_day"),
    path("staff/schools/", schools.schools, name="schools"),
    path("staff/schools/<int:school_id>/", schools.school, name="school"),
    path("staff/schools/<int:school_id>/close/", schools.close_school, name="close_school"),
    path("staff/schools/<int:school_id>/merge/", merging.merge, name="merge"),
    path(_SITTING, sitting.monitor, name="sitting"),
    path(f"{_SITTING}projector/", sitting.projector, name="projector"),
    path(f"{_SITTING}act/", sitting.act, name="act"),
    path(f"{_SITTING}state/", sitting.state, name="sitting_state"),
    path(f"{_SITTING}seats/<int:card_id>/", sitting.seat, name="seat"),
    path(f"{_SITTING}results/", results.sitting_results, name="sitting_results"),
]
