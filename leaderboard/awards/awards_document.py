"""What is sealed of awards, as a text that anybody can read by a program: JSON without names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leaderboard.awards.queries.award_pools import EditionPool
from leaderboard.models import DrawPlan, Seal
from leaderboard.rules.awards import AwardPool, Given, PoolEntry, Settled
from leaderboard.rules.lots import keyed_hash, sha256_of

# In what is held back: the part of schools; all other parts are called by their award.
SCHOOLS = "schools"


@dataclass(frozen=True, slots=True)
class SealedWith:
    """What the document names besides the awards."""

    edition: str
    list_sha256: str
    held_back: str
    lot_key: str
    seed_sha256: str
    plan: DrawPlan | None
    # The hash to which all lots stay bound, once a list was reopened.
    lots: str = ""
    # Awards of schools, as they stand in the document.
    schools: Sequence[Mapping[str, Any]] = ()


def compact(value: object) -> str:
    """JSON in the one way in which it is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document(
    pools: Sequence[EditionPool],
    certain: Mapping[str, Settled],
    given: Mapping[str, Given],
    named: SealedWith,
) -> str:
    """The whole document; what a draw has still to decide is not in it, only its pool."""
    told = {
        "edition": named.edition,
        "list_sha256": named.list_sha256,
        "held_back": keyed_hash(named.lot_key, named.held_back),
        "seed_sha256": named.seed_sha256,
        "number": number_told(named.plan),
        "awards": [
            _award(one, certain[one.pool.key], given[one.pool.key], named.lot_key) for one in pools
        ],
    }
    # Only where there are any: a document of before stays the same byte for byte.
    schools = {"schools": list(named.schools)} if named.schools else {}
    text = compact(told | schools)
    # The same results sealed again are the same document.
    if named.lots in ("", sha256_of(text)):
        return text
    return compact(told | schools | {"lots": named.lots})


def bound_to(body: str, sha256: str) -> str:
    """The hash that stands in every lot of a sealed document: of the first seal, for ever."""
    bound: str = json.loads(body).get("lots", sha256)
    return bound


def number_told(plan: DrawPlan | None) -> dict[str, str] | None:
    """A number for draws as it stands in the document."""
    if plan is None:
        return None
    return {
        "what": plan.number,
        "from": plan.comes_at.isoformat(timespec="minutes"),
        "substitute": plan.substitute,
        "substitute_from": plan.substitute_at.isoformat(timespec="minutes"),
    }


def plan_in(seal: Seal) -> DrawPlan | None:
    """The number that a sealed document names, whatever was named since."""
    told = json.loads(seal.awards_body)["number"] if seal.awards_body else None
    if told is None:
        return None
    return DrawPlan(
        edition_id=seal.edition_id,
        number=told["what"],
        comes_at=datetime.fromisoformat(told["from"]),
        substitute=told["substitute"],
        substitute_at=datetime.fromisoformat(told["substitute_from"]),
    )


def _award(one: EditionPool, certain: Settled, given: Given, key: str) -> dict[str, Any]:
    """Of a pool that nobody may see only that it is there: even its size may be all of a class."""
    rule, pool = one.award.rule, one.pool
    entries = compact(entries_of(pool))
    told = {
        "award": pool.key,
        "names": rule.names,
        "kind": rule.kind,
        "amount": rule.amount,
        "least": rule.least,
        "reserves": pool.reserves,
        "share": pool.share,
        "once": pool.once,
        "settled": certain.winners,
    }
    if not one.open:
        return told | {"pool_hmac": keyed_hash(key, entries)}
    return told | {
        "take": pool.take,
        "winners": [list(pair) for pair in given.winners] if certain.winners else [],
        "next": list(given.reserves) if certain.reserves else [],
        "pool_size": len(pool.entries),
        "pool_sha256": sha256_of(entries),
        "pool": entries_of(pool),
    }


def entries_of(pool: AwardPool) -> list[list[int | str]]:
    """The pool as it stands in the document."""
    return [[one.rank, one.ticket] for one in pool.entries]


def held_back_pools(pools: Sequence[EditionPool], schools: Mapping[str, Any]) -> str:
    """Those that only who seals may see: how many get the award, and the entries; of schools what
    decides about them."""
    hidden: dict[str, Any] = {
        one.pool.key: {"take": one.pool.take, "pool": entries_of(one.pool)}
        for one in pools
        if not one.open
    }
    return compact(hidden | ({SCHOOLS: schools} if schools else {}))


def pupils_in(held_back: str) -> Mapping[str, int] | None:
    """``{ticket of a school: its pupils}`` as they were sealed; none where no school could win."""
    schools = json.loads(held_back or "{}").get(SCHOOLS)
    return schools["pupils"] if schools else None


def pools_in(body: str, held_back: str) -> list[AwardPool]:
    """The pools of a document and of what was held back, in their order."""
    kept = json.loads(held_back or "{}")
    return [_pool(one, one if is_open(one) else kept[one["award"]]) for one in awards_in(body)]


def awards_in(body: str) -> list[dict[str, Any]]:
    """The awards of a document, in their order."""
    found: list[dict[str, Any]] = json.loads(body)["awards"]
    return found


def school_awards_in(body: str) -> list[dict[str, Any]]:
    """The awards of schools of a document."""
    found: list[dict[str, Any]] = json.loads(body).get("schools", [])
    return found


def school_pools_in(held_back: str) -> Mapping[str, Sequence[Sequence[Any]]]:
    """``{award: [[rank, ticket, took part, pupils, points, points possible]]}``, best first."""
    schools = json.loads(held_back or "{}").get(SCHOOLS)
    return schools["pools"] if schools else {}


def is_open(award: dict[str, Any]) -> bool:
    """Whether anybody may see who is in its pool."""
    return "pool" in award


def _pool(told: dict[str, Any], rest: dict[str, Any]) -> AwardPool:
    return AwardPool(
        key=told["award"],
        take=rest["take"],
        reserves=told["reserves"],
        share=told["share"],
        once=told["once"],
        entries=tuple(PoolEntry(rank, ticket) for rank, ticket in rest["pool"]),
    )
