"""Load topics and questions from ``fixtures/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from quizbank.actions.questions import store_question
from quizbank.exceptions import BadQuestion
from quizbank.models import Topic


class Command(BaseCommand):
    help = "Load or update the demonstration questions of fixtures/questions; none is reviewed."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        """All files or none; a bad one is named with everything that is wrong with it."""
        fixtures: Path = settings.BASE_DIR / "fixtures"
        for position, topic in enumerate(_read(fixtures / "topics.yaml")):
            Topic.objects.update_or_create(
                code=topic["code"], defaults={"names": topic["names"], "position": position}
            )
        files = sorted((fixtures / "questions").glob("*/*.yaml"))
        languages, at = list(settings.ENDONYMS), timezone.now()
        for path in files:
            try:
                store_question(_read(path), languages=languages, demonstration=True, at=at)
            except (BadQuestion, KeyError, yaml.YAMLError) as error:
                raise CommandError(f"{path}: {error}") from error
        if options["verbosity"] != 0:
            self.stdout.write(f"{len(files)} questions")


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.safe_load(path.read_text(encoding="utf-8"))
