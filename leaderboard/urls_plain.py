"""Where scripts ask, and what stands on paper: no language stands in the address.

A namespace of its own, as Django finds only one of a name.
"""

from __future__ import annotations

from django.urls import path

from leaderboard.boards import views as boards
from leaderboard.diplomas import views as diplomas
from leaderboard.receipts import views as receipts

app_name = "leaderboard_plain"

urlpatterns = [
    path("boards/<int:board_id>/snapshot", boards.snapshot, name="snapshot"),
    path("diploma/", diplomas.short, name="check_begin"),
    path("diploma/<slug:serial>", diplomas.short, name="check_short"),
    path("receipts/", receipts.receipt, name="receipt"),
]
