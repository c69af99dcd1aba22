"""Public pages of the outcome; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard import views

app_name = "leaderboard"

urlpatterns = [
    path("boards/", views.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", views.board, name="board"),
    path("receipt/", views.receipt_page, name="receipt_page"),
]
