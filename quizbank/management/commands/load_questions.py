"""Load topics and questions from ``fixtures/``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from PIL import Image

from base.intake.scene_pictures import CleanPicture
from quizbank.bank.actions.beginning import store_question
from quizbank.bank.queries import worked_on
from quizbank.exceptions import BadQuestion
from quizbank.management.english import EnglishCommand
from quizbank.pictures.actions import keep_picture


class Command(EnglishCommand):
    help = "Load or update the questions of fixtures/questions; none is reviewed."

    def add_arguments(self, parser: CommandParser) -> None:
        """What may not be overruled."""
        parser.add_argument(
            "--keep", action="store_true", help="leave alone questions that somebody has worked on"
        )

    @transaction.atomic
    def handle(self, *args: object, keep: bool, **options: object) -> None:
        """All files or none; a bad one is named with everything that is wrong with it."""
        fixtures: Path = settings.BASE_DIR / "fixtures"
        call_command("load_topics", verbosity=0)
        touched = set(worked_on().values_list("key", flat=True)) if keep else set()
        files = sorted((fixtures / "questions").glob("*/*.yaml"))
        files = [path for path in files if path.stem not in touched]
        languages, at = list(settings.ENDONYMS), timezone.now()
        _load_pictures(fixtures / "pictures", at=at)
        for path in files:
            try:
                store_question(_read(path), languages=languages, at=at)
            except (BadQuestion, KeyError, yaml.YAMLError) as error:
                raise CommandError(f"{path}: {error}") from error
        if options["verbosity"] != 0:
            self.stdout.write(f"{len(files)} questions")


def _load_pictures(folder: Path, *, at: datetime) -> None:
    """What the scenes show, by its bytes: drawn anew it might have another name elsewhere."""
    for path in sorted(folder.glob("*.webp")):
        with Image.open(path) as image:
            keep_picture(CleanPicture(path.read_bytes(), *image.size), at=at)


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
