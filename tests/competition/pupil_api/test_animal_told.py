"""Of the alias a join tells the animal alone; no statement more."""

from __future__ import annotations

import json

import pytest
from asgiref.sync import sync_to_async

from competition.aliases.actions import aliases_for
from competition.aliases.alias import animal_names, text
from competition.models import Alias, Division, Edition, Sitting
from schools.models import Card
from tests import cast
from tests.competition.pupil_api.client import Pupil

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_join_tells_the_animal_and_never_the_name(
    pupil: Pupil, sitting: Sitting, card: Card
) -> None:
    names = await sync_to_async(aliases_for)([card.pk], edition=sitting.entry.edition)
    alias = names[card.pk]
    _status, joined = await pupil.join(sitting)
    assert joined["you"]["animal"] == alias.animal
    assert joined["you"]["animal_names"] == animal_names(alias.animal)
    assert joined["you"]["ages"] == "12-13"
    told = json.dumps(joined)
    assert alias.adjective not in told
    assert not any(text(alias, language) in told for language in ("bs", "en"))


async def test_a_join_asks_for_the_animal_of_its_own_edition(
    pupil: Pupil, sitting: Sitting, card: Card
) -> None:
    await Alias.objects.all().adelete()
    other = await sync_to_async(_other_edition)(sitting)
    for edition, animal in ((other, "owl"), (sitting.entry.edition, "bee")):
        await Alias.objects.acreate(
            edition=edition, card=card, adjective="kind", animal=animal, number=7
        )
    _status, joined = await pupil.join(sitting)
    assert joined["you"]["animal"] == "bee"


async def test_a_card_without_an_alias_joins_without_a_picture(
    pupil: Pupil, sitting: Sitting
) -> None:
    await Alias.objects.all().adelete()
    status, joined = await pupil.join(sitting)
    assert (status, joined["you"]["animal"], joined["you"]["animal_names"]) == (200, "", {})


def _other_edition(sitting: Sitting) -> Edition:
    return cast.make_edition(sitting.entry.school_class.school.country, slug="2028")


@pytest.mark.parametrize(
    ("ranking", "ages", "told"),
    [("points", "12-13", False), ("minutes", "12-13", True), ("minutes", "9-11", False)],
)
async def test_a_join_tells_whether_minutes_decide(
    pupil: Pupil, sitting: Sitting, ranking: str, ages: str, told: bool
) -> None:
    await Edition.objects.aupdate(ranking=ranking)
    await Division.objects.aupdate(code=ages)
    _status, joined = await pupil.join(sitting)
    assert joined["you"]["minutes_decide"] is told
