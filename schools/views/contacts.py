"""Whom to turn to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schools.queries.cards import countries_with_contacts


def get_help(request: HttpRequest) -> HttpResponse:
    """Helplines and hotlines of every country, for anybody."""
    return render(request, "schools/help.html", {"countries": countries_with_contacts()})
