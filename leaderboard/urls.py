"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.views import boards, insight, receipts, spreadsheets

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/insight/", insight.insight, name="insight"),
    path("staff/insight/method/", insight.method, name="insight_method"),
    path("staff/insight/<slug:edition>/<slug:table>/", insight.part, name="insight_part"),
    path(
        "staff/insight/<slug:edition>/<slug:table>/<slug:form>/", insight.file, name="insight_file"
    ),
    path("staff/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path("staff/spreadsheets/<slug:edition>/workbook/", spreadsheets.workbook, name="workbook"),
    path("staff/spreadsheets/<slug:edition>/<slug:part>/", spreadsheets.one_list, name="one_list"),
]
