"""Addresses under no language; a namespace of its own, as Django finds only one of a name."""

from __future__ import annotations

from django.urls import path

from competition.converters import COUNTRY
from competition.views.catalog import catalog
from competition.views.edition_parts import logo
from competition.views.notices import words
from competition.views.practice import questions
from competition.views.public import robots

app_name = "competition_plain"

urlpatterns = [
    path("catalogs/<slug:language>.<slug:digest>.json", catalog, name="catalog"),
    path("notices/<slug:token>.json", words, name="notice"),
    path("logos/<slug:digest>.png", logo, name="logo"),
    path(
        f"practice/{COUNTRY}<slug:division>/<slug:language>.<slug:digest>.json",
        questions,
        name="practice",
    ),
    path("robots.txt", robots, name="robots"),
]
