"""The form of a letter."""

from __future__ import annotations

import pytest

from competition.letters.forms import LetterForm, ReadersForm
from competition.letters.letter_words import prepared
from schools.models import Country, Region
from schools.register.queries import INDENT
from tests.leaderboard import crowd


def test_the_prepared_text_as_a_browser_sends_it_is_no_change() -> None:
    for kind in ("eve", "key"):
        text = prepared(kind)
        given = {"subject": text.subject, "body": text.body + "\n"}
        sent = {"subject": text.subject, "body": text.body.replace("\n", "\r\n")}
        form = LetterForm(sent, initial=given, kind=kind, tag="en")
        assert "\n\n" in text.body
        assert form.is_valid()
        assert not form.has_changed()
        sent["body"] += "\r\n\r\nSee you!"
        changed = LetterForm(sent, initial=given, kind=kind, tag="en")
        assert changed.has_changed()
        assert changed.is_valid()
        assert changed.cleaned_data["body"] == text.body + "\n\nSee you!"


@pytest.mark.django_db
def test_regions_are_a_tree_by_the_alphabet_whatever_was_stored_first(country: Country) -> None:
    Country.objects.filter(pk=country.pk).update(collation="hr")
    zenica, sibenik = (crowd.make_region(country, code) for code in ("Zenica", "Šibenik"))
    crowd.make_region(country, "Drniš")
    Region.objects.filter(code="Drniš").update(
        parent=sibenik, path=f"{sibenik.path}{Region.objects.get(code='Drniš').pk}/"
    )
    field = ReadersForm(regions=Region.objects.filter(country=country)).fields["region"]
    found = [(value, str(name)) for value, name in field.widget.choices]
    assert found[0] == ("", "the whole country")
    assert [name for _value, name in found[1:]] == [
        *("Kanton Sarajevo", "Šibenik", f"{INDENT}Drniš", "Zenica")
    ]
    assert found[-1][0] == zenica.pk
