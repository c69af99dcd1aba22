"""Make one spreadsheet that somebody asked for; the periodic work starts this command."""

from __future__ import annotations

import os
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from leaderboard.exports.making import make
from leaderboard.models import Export

# Pupils come first: on a busy machine a spreadsheet takes what they leave.
NICE = 10


class Command(BaseCommand):
    help = "Make a spreadsheet that was asked for on the page Spreadsheets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number of the export."""
        parser.add_argument("export", type=int)

    def handle(self, *args: object, export: int, **options: object) -> None:
        """Make it, unless somebody has deleted it meanwhile."""
        os.nice(NICE)
        for found in Export.objects.filter(pk=export, state=Export.State.RUNNING):
            make(found)
