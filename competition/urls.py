"""Addresses of the competition; the root puts ``urlpatterns`` under a language."""

from __future__ import annotations

from django.urls import path

from competition.converters import COUNTRY
from competition.views import classes, outages, play, practice, public, results, sitting

app_name = "competition"

_SITTING = "staff/sittings/<int:sitting_id>/"

urlpatterns = [
    path("", play.play, name="play"),
    path("about/", public.about, name="about"),
    path(COUNTRY, public.country_page, {"name": "home"}, name="home"),
    path(f"{COUNTRY}rules/", public.country_page, {"name": "rules"}, name="rules"),
    path(f"{COUNTRY}privacy/", public.country_page, {"name": "privacy"}, name="privacy"),
    path(
        f"{COUNTRY}privacy/adults/",
        public.country_page,
        {"name": "privacy_adults"},
        name="privacy_adults",
    ),
    path(f"{COUNTRY}practice/", public.country_page, {"name": "practice"}, name="practice"),
    path(f"{COUNTRY}practice/<slug:division>/", practice.quiz, name="practice_quiz"),
    path("staff/", classes.classes, name="classes"),
    path("staff/classes/add/", classes.add_class, name="add_class"),
    path("staff/classes/<int:class_id>/open/", classes.open_sitting_for, name="open"),
    path("staff/classes/<int:class_id>/enter/", classes.enter, name="enter"),
    path("staff/outages/", outages.outages, name="outages"),
    path("staff/outages/<int:outage_id>/give/", outages.give_back, name="give_back"),
    path("staff/outages/<int:outage_id>/drop/", outages.give_nothing, name="give_nothing"),
    path(_SITTING, sitting.monitor, name="sitting"),
    path(f"{_SITTING}projector/", sitting.projector, name="projector"),
    path(f"{_SITTING}act/", sitting.act, name="act"),
    path(f"{_SITTING}state/", sitting.state, name="sitting_state"),
    path(f"{_SITTING}seats/<int:card_id>/", sitting.seat, name="seat"),
    path(f"{_SITTING}results/", results.sitting_results, name="sitting_results"),
]
