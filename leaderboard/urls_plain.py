"""Where scripts ask: the answers hold every language, so no language stands in the address.

A namespace of its own, as Django finds only one of a name.
"""

from __future__ import annotations

from django.urls import path

from leaderboard import views

app_name = "leaderboard_plain"

urlpatterns = [
    path("boards/<int:board_id>/snapshot", views.snapshot, name="snapshot"),
    path("receipts/", views.receipt, name="receipt"),
]
