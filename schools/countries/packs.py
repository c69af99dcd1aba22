"""Country packs: reading one from its file's content into countries, regions, grades, contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from schools.countries.pack_contacts import add_contacts, read_contacts
from schools.models import Country, Grade, Region


@transaction.atomic
def store_pack(pack: Mapping[str, Any]) -> Country:
    """Create or update a country from its pack (the shape is that of ``fixtures/countries``).

    Contacts that are missing are added; those that are there stay. Regions and grades are updated
    in place, never deleted. Raises ``PackFault`` before anything is stored.
    """
    contacts = read_contacts(pack["contacts"])
    country, _ = Country.objects.update_or_create(
        code=pack["code"],
        defaults={
            "names": pack["names"],
            "timezone": pack["timezone"],
            "languages": pack["languages"],
            "collation": pack["collation"],
        },
    )
    for position, grade in enumerate(pack["grades"]):
        Grade.objects.update_or_create(
            country=country,
            code=str(grade["code"]),
            defaults={"position": position, "division_code": grade["division"]},
        )
    add_contacts(country, contacts)
    _store_regions(country, pack["regions"], parent=None)
    return country


def _store_regions(
    country: Country, regions: Sequence[Mapping[str, Any]], *, parent: Region | None
) -> None:
    for entry in regions:
        region, _ = Region.objects.update_or_create(
            code=entry["code"],
            defaults={
                "country": country,
                "parent": parent,
                "level": entry["level"],
                "names": entry["names"],
            },
        )
        region.path = f"{parent.path if parent else '/'}{region.pk}/"
        region.save(update_fields=["path"])
        _store_regions(country, entry.get("regions") or [], parent=region)
