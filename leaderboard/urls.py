"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.views import boards, receipts, spreadsheets

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path(
        "staff/spreadsheets/<slug:edition>/<slug:part>/make/",
        spreadsheets.make_spreadsheet,
        name="make_spreadsheet",
    ),
    path("staff/spreadsheets/files/<int:export_id>/", spreadsheets.spreadsheet, name="spreadsheet"),
]
