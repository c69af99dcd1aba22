"""Addresses under no language; a namespace of its own, as Django finds only one of a name."""

from __future__ import annotations

from django.urls import path

from base.pages.converters import COUNTRY
from competition.lab.views import server_time
from competition.notices.views import words
from competition.public.views.catalog import catalog
from competition.public.views.practice import questions, trial
from competition.public.views.public import robots
from competition.setup.views import logo

app_name = "competition_plain"

urlpatterns = [
    path("catalogs/<slug:language>.<slug:digest>.json", catalog, name="catalog"),
    path("notices/<slug:token>.json", words, name="notice"),
    path("checks/now.json", server_time, name="lab_time"),
    path("logos/<slug:digest>.png", logo, name="logo"),
    path(
        f"practice/{COUNTRY}<slug:division>/<slug:language>.<slug:digest>.json",
        questions,
        name="practice",
    ),
    path(f"practice/{COUNTRY}<slug:division>/<slug:language>.json", trial, name="trial"),
    path("robots.txt", robots, name="robots"),
]
