"""Words of the lesson on products that depend on what the given matrices do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sessen.stage.matrices.choice import Swapped
from sessen.words import Words

AFTER_SWAP: Final[Mapping[Swapped, Words]] = MappingProxyType(
    {
        Swapped.UNDEFINED: Words(
            en="In the other order these sides do not fit either: order matters.",
            ja="順序を入れ替えると辺が合いません。順序は大切です。",
        ),
        Swapped.OTHER_SIZE: Words(
            en="In the other order, another product: here even its size differs.",
            ja="順序を入れ替えると別の積になり、ここでは大きさまで違います。",
        ),
        Swapped.OTHER_ENTRIES: Words(
            en="In the other order, another product: its entries differ.",
            ja="順序を入れ替えると別の積になり、要素が違います。",
        ),
        Swapped.SAME: Words(
            en="These two give the same in both orders: a rare exception.",
            ja="この二つは順序を入れ替えても同じですが、まれな例外です。",
        ),
    }
)
AFTER_SWAPPED_MAPS: Final = Words(
    en="In the other order these two maps lead to the same place: a rare exception.",
    ja="この二つは順序を入れ替えても同じところに行く、まれな例です。",
)
