"""Where scripts ask: the answers hold every language, so no language stands in the address.

A namespace of its own, as Django finds only one of a name.
"""

from __future__ import annotations

from django.urls import path

from leaderboard.boards.views import boards
from leaderboard.receipts import views as receipts

app_name = "leaderboard_plain"

urlpatterns = [
    path("boards/<int:board_id>/snapshot", boards.snapshot, name="snapshot"),
    path("receipts/", receipts.receipt, name="receipt"),
]
