"""Where the nodes of a graph without cycles stand: in layers, edges leading from each to a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Edge = tuple[int, int]
Stop = int | tuple[int, int, int]  # a node, or where an edge passes a layer: its two nodes and the layer
Place = tuple[int, float]  # the layer, and how far aside from the middle

_SWEEPS: Final = 6
_PASSING: Final = 0.35  # the room of an edge that passes a layer, as a share of a node's


@dataclass(frozen=True)
class LayeredLayout:
    """Places of nodes, and the places that edges pass on their way.

    Attributes
    ----------
    places
        Of each node, layer and how far aside of the middle; nodes need a lane of 1, edges that pass by less.
    routes
        Of each edge, the places from its first node to its last, one in every layer.
    layers
        How many there are.
    breadth
        How many lanes the fullest layer needs.
    """

    places: Sequence[Place]
    routes: Mapping[Edge, Sequence[Place]]
    layers: int
    breadth: float


def layered(count: int, edges: Sequence[Edge]) -> LayeredLayout:
    """Put every node one layer after the latest of those that lead to it, with few crossings (after Sugiyama).

    Parameters
    ----------
    count
        How many nodes there are; every edge leads from a smaller to a larger number.
    """
    layer = _longest_ways(count, edges)
    chains = {edge: _chain(edge, layer) for edge in dict.fromkeys(edges)}
    rows: list[list[Stop]] = [[] for _ in range(max(layer) + 1)]
    for node in range(count):
        rows[layer[node]].append(node)
    for (source, _), chain in chains.items():
        for step, each in enumerate(chain[1:-1], layer[source] + 1):
            rows[step].append(each)
    links = [link for chain in chains.values() for link in pairwise(chain)]
    _uncross(rows, links)
    location = {each: (step, aside) for step, row in enumerate(rows) for each, aside in _lanes(row).items()}
    routes = {edge: [location[each] for each in chain] for edge, chain in chains.items()}
    return LayeredLayout([location[node] for node in range(count)], routes, len(rows), max(map(_breadth, rows)))


def _breadth(row: Sequence[Stop]) -> float:
    return sum(1.0 if isinstance(each, int) else _PASSING for each in row)


def _lanes(row: Sequence[Stop]) -> dict[Stop, float]:
    """How far aside of the middle each of a layer is, side by side."""
    places: dict[Stop, float] = {}
    pen = -_breadth(row) / 2
    for each in row:
        room = 1.0 if isinstance(each, int) else _PASSING
        places[each] = pen + room / 2
        pen += room
    return places


def _longest_ways(count: int, edges: Sequence[Edge]) -> list[int]:
    layer = [0] * count
    for node in range(count):
        layer[node] = max((layer[source] + 1 for source, target in edges if target == node), default=0)
    layer[-1] = max(layer[-1], 1)  # what comes out stands apart from what goes in, also where nothing joins them
    return layer


def _chain(edge: Edge, layer: Sequence[int]) -> list[Stop]:
    """An edge as the node it leaves, a bend in every layer between, and the node it comes to."""
    source, target = edge
    return [source, *((source, target, step) for step in range(layer[source] + 1, layer[target])), target]


def _uncross(rows: list[list[Stop]], links: Sequence[tuple[Stop, Stop]]) -> None:
    """Sort each layer by the mean place of its neighbours in the layer before, then in the layer after, and again."""
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        order = rows[1:] if forward else rows[-2::-1]
        before = rows[:-1] if forward else rows[:0:-1]
        for row, fixed in zip(order, before, strict=True):
            place = {each: index - (len(fixed) - 1) / 2 for index, each in enumerate(fixed)}
            neighbours: dict[Stop, list[float]] = {each: [] for each in row}
            for source, target in links:
                one, other = (target, source) if forward else (source, target)
                if one in neighbours and other in place:
                    neighbours[one].append(place[other])
            own = {each: index - (len(row) - 1) / 2 for index, each in enumerate(row)}
            row.sort(key=lambda each: _mean(neighbours[each], own[each]))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
