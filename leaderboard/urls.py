"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.views import boards, frames, receipts, spreadsheets

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/embed/", frames.embed, name="embed"),
    path("boards/<slug:edition>/hall/", frames.hall, name="hall"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path("staff/spreadsheets/<slug:edition>/workbook/", spreadsheets.workbook, name="workbook"),
    path("staff/spreadsheets/<slug:edition>/<slug:part>/", spreadsheets.one_list, name="one_list"),
]
