"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.views import boards, participation, receipts, spreadsheets

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/schools/regions/", participation.regions, name="regions"),
    path("staff/schools/regions/<slug:edition>/", participation.regions, name="regions_of"),
    path(
        "staff/schools/regions/<slug:edition>/csv/", participation.regions_csv, name="regions_csv"
    ),
    path("staff/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path("staff/spreadsheets/<slug:edition>/workbook/", spreadsheets.workbook, name="workbook"),
    path("staff/spreadsheets/<slug:edition>/<slug:part>/", spreadsheets.one_list, name="one_list"),
]
