"""Addresses of logging in, of cards, and of help."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from schools import views

app_name = "schools"

urlpatterns = [
    path("staff/login/", views.Login.as_view(), name="login"),
    path("staff/logout/", LogoutView.as_view(), name="logout"),
    path("staff/classes/<int:class_id>/cards/", views.cards, name="cards"),
    path("staff/classes/<int:class_id>/cards/screen/", views.cards_screen, name="cards_screen"),
    path("staff/classes/<int:class_id>/cards/needs/", views.needs, name="needs"),
    path("staff/classes/<int:class_id>/cards/add/", views.add_card, name="add_card"),
    path("help/", views.get_help, name="help"),
]
