"""Load the country packs: languages, grades, contacts and the tree of regions."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from schools.countries.packs import store_pack
from schools.exceptions import PackFault
from schools.models import Country


class Command(BaseCommand):
    help = "Load or update country packs from fixtures/countries/*.yaml."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, or all of the folder."""
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: object, files: list[Path], **options: object) -> None:
        """Store each pack whole or not at all; what people made of its contacts stays."""
        folder = settings.BASE_DIR / "fixtures" / "countries"
        verbose = options["verbosity"] != 0
        for path in files or sorted(folder.glob("*.yaml")):
            country = self._store(path)
            if verbose:
                self.stdout.write(f"{path.name}: {country.regions.count()} regions")

    def _store(self, path: Path) -> Country:
        try:
            return store_pack(yaml.safe_load(path.read_text(encoding="utf-8")))
        except PackFault as fault:
            raise CommandError(f"{path.name}: {fault}") from fault
