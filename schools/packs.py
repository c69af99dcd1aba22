"""Country packs: reading one from its file's content into countries, regions, grades, contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from schools.models import Contact, Country, Grade, Region


@transaction.atomic
def store_pack(pack: Mapping[str, Any]) -> Country:
    """Create or update a country from its pack (the shape is that of ``fixtures/countries``).

    Contacts are replaced by those of the pack, but keep the date of verification if nothing about
    them changed. Regions and grades that schools use are updated in place, never deleted.
    """
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
    _store_contacts(country, pack["contacts"])
    _store_regions(country, pack["regions"], parent=None)
    return country


def _store_contacts(country: Country, contacts: Sequence[Mapping[str, Any]]) -> None:
    verified = {(c.phone, c.web): c for c in country.contacts.all()}
    country.contacts.all().delete()
    for position, contact in enumerate(contacts):
        phone, web = contact.get("phone") or "", contact.get("web") or ""
        before = verified.get((phone, web))
        Contact.objects.create(
            country=country,
            position=position,
            kind=contact["kind"],
            names=contact["names"],
            phone=phone,
            web=web,
            hours=contact.get("hours") or {},
            free=bool(contact.get("free")),
            source=contact.get("source") or "",
            verified_on=contact.get("verified_on") or (before.verified_on if before else None),
            verified_by=before.verified_by if before else None,
        )


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
