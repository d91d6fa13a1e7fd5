"""What a firm does in the chain or by trade, as laws ask it: which roles can be told, and what one says of another."""

from collections.abc import Iterable

#: What can be told of a firm: the roles that shipped laws name, and others that none of them binds.
ROLES = (
    "importer",
    "exporter",
    "first_placer",
    "places_goods_on_market",
    "places_batteries_on_market",
    "distance_seller",
    "trader",
    "downstream_operator",
    "primary_producer",
    "retail_seller",
    "manufacturer",
    "suspicion_of_child_labour",
    "no_suspicion",
    "wholesaler",
    "seller_to_end_users",
    "buyer",
    "user",
    "service_provider",
    "reuses_batteries",
)
#: By a role those that it is too: in EU law to place on the market is to supply first. This reading and the next are
#: assumed: no source of docs/sources.md holds the definitions.
_IS = {"first_placer": {"places_goods_on_market"}, "places_batteries_on_market": {"places_goods_on_market"}}
#: By a role those that it may be: an importer mostly supplies first, and nobody said of which goods.
_PLACES = {"importer", "first_placer", "places_goods_on_market", "places_batteries_on_market"}
_MAY_BE = dict.fromkeys(_PLACES, _PLACES)


def has_role(told: list[str], asked: Iterable[str]) -> bool | None:
    """Whether a firm with the roles told has one of those asked; None where they do not decide it."""
    wanted = {*asked}
    if any(wanted & ({role} | _IS.get(role, set())) for role in told):
        return True
    return None if any(wanted & _MAY_BE.get(role, set()) for role in told) else False
