"""Create the topics of ``fixtures/topics.yaml`` that the bank does not have yet."""

from __future__ import annotations

import yaml
from django.conf import settings

from quizbank.management.english import EnglishCommand
from quizbank.models import Topic


class Command(EnglishCommand):
    help = "Create the topics of fixtures/topics.yaml that are missing; those that are there stay."

    def handle(self, *args: object, **options: object) -> None:
        """Without a topic nobody can write or import a question."""
        file = settings.BASE_DIR / "fixtures/topics.yaml"
        topics = yaml.safe_load(file.read_text(encoding="utf-8"))
        made = [
            Topic.objects.get_or_create(
                code=topic["code"], defaults={"names": topic["names"], "position": position}
            )[1]
            for position, topic in enumerate(topics)
        ]
        if options["verbosity"] != 0:
            self.stdout.write(f"{sum(made)} new topics")
