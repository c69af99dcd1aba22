"""Addresses of logging in, of cards, and of help."""

from __future__ import annotations

from allauth.account.views import login
from django.urls import path

from schools.views import account, cards, contacts

app_name = "schools"

urlpatterns = [
    path("staff/login/", login, name="login"),
    path("staff/logout/", account.log_out, name="logout"),
    path("staff/classes/<int:class_id>/cards/", cards.cards, name="cards"),
    path("staff/classes/<int:class_id>/cards/screen/", cards.cards_screen, name="cards_screen"),
    path("staff/classes/<int:class_id>/cards/needs/", cards.needs, name="needs"),
    path("staff/classes/<int:class_id>/cards/add/", cards.add_card, name="add_card"),
    path("help/", contacts.get_help, name="help"),
]
