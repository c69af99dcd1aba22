"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.views import boards, receipts, sealing, spreadsheets

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/seal/", sealing.sealed, name="sealed"),
    path("boards/<slug:edition>/seal/list.csv", sealing.sealed_list, name="sealed_list"),
    path("staff/editions/<slug:edition>/seal/", sealing.seal, name="seal"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path("staff/spreadsheets/<slug:edition>/workbook/", spreadsheets.workbook, name="workbook"),
    path("staff/spreadsheets/<slug:edition>/<slug:part>/", spreadsheets.one_list, name="one_list"),
]
