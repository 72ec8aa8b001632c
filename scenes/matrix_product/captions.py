"""Words of the lesson on products that depend on what the given matrices do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scenes.matrix_product.examples import Swapped
from sessen.words import Words

_AFTER_SWAP: Final[Mapping[Swapped, Words]] = MappingProxyType(
    {
        Swapped.UNDEFINED: Words(
            en="In the other order these sides do not fit either: order matters.",
            ja="順序を入れ替えると辺が合いません。順序は大切です。",
        ),
        Swapped.OTHER_ENTRIES: Words(
            en="Swap the factors, and the product changes: its entries differ.",
            ja="順序を入れ替えると別の積になり、要素が違います。",
        ),
        Swapped.SAME: Words(
            en="These two give the same in both orders: a rare exception.",
            ja="この2つは順序を入れ替えても同じですが、まれな例外です。",
        ),
    }
)
_AFTER_SWAPPED_MAPS: Final = Words(
    en="In the other order these two maps lead to the same place: a rare exception.",
    ja="この2つは順序を入れ替えても同じところに行く、まれな例です。",
)


def words_of_swaps(swapped: Swapped, *, same_maps: bool) -> dict[str, Words]:
    """By step, what is said instead of the step's own words.

    Step names stand here and not in the scene: code of a scene that names a step can call it, and then the step's body
    counts for the pictures of all the others.
    """
    words = {"swap_factors": _AFTER_SWAP[swapped]} if swapped in _AFTER_SWAP else {}
    return words | ({"swap_maps": _AFTER_SWAPPED_MAPS} if same_maps else {})
