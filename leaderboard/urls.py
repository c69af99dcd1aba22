"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard import desk, views

app_name = "leaderboard"

urlpatterns = [
    path("boards/", views.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", views.board, name="board"),
    path("receipt/", views.receipt_page, name="receipt_page"),
    path("staff/spreadsheets/", desk.spreadsheets, name="spreadsheets"),
    path("staff/spreadsheets/<slug:edition>/workbook/", desk.workbook, name="workbook"),
    path("staff/spreadsheets/<slug:edition>/<slug:part>/", desk.one_list, name="one_list"),
]
