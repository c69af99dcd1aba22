"""Addresses of logging in, of cards, and of help."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from schools.views import cards, contacts, login, register_import, waiting

app_name = "schools"

_IMPORT = "staff/schools/import/"

urlpatterns = [
    path("staff/login/", login.Login.as_view(), name="login"),
    path("staff/logout/", LogoutView.as_view(), name="logout"),
    path("staff/classes/<int:class_id>/cards/", cards.cards, name="cards"),
    path("staff/classes/<int:class_id>/cards/screen/", cards.cards_screen, name="cards_screen"),
    path("staff/classes/<int:class_id>/cards/needs/", cards.needs, name="needs"),
    path("staff/classes/<int:class_id>/cards/add/", cards.add_card, name="add_card"),
    path(_IMPORT, register_import.register_import, name="register_import"),
    path(f"{_IMPORT}blank/", register_import.blank_register, name="blank_register"),
    path(f"{_IMPORT}<int:upload_id>/", register_import.import_preview, name="import_preview"),
    path(
        f"{_IMPORT}<int:upload_id>/confirm/", register_import.import_confirm, name="import_confirm"
    ),
    path(f"{_IMPORT}<int:upload_id>/drop/", register_import.import_drop, name="import_drop"),
    path("staff/schools/waiting/", waiting.waiting, name="waiting"),
    path("staff/schools/teachers/<int:role_id>/", waiting.decide_teacher, name="decide_teacher"),
    path("help/", contacts.get_help, name="help"),
]
