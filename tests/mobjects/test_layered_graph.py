"""Graphs in layers: edges lead onward, boxes do not overlap, edges that pass keep out of their way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sessen.mobjects.layered_graph import Edge, layered


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[Edge]]:
    count = draw(st.integers(2, 8))
    return count, [(source, target) for target in range(1, count) for source in range(target) if draw(st.booleans())]


@given(graphs())
def test_every_edge_passes_every_layer_between_its_ends(graph: tuple[int, list[Edge]]) -> None:
    count, edges = graph
    layout = layered(count, edges)
    assert len(layout.places) == count
    for (source, target), route in layout.routes.items():
        assert route[0] == layout.places[source]
        assert route[-1] == layout.places[target]
        assert [place[0] for place in route] == list(range(layout.places[source][0], layout.places[target][0] + 1))


@given(graphs())
def test_nodes_of_a_layer_stand_a_lane_apart_and_no_edge_runs_through_one(graph: tuple[int, list[Edge]]) -> None:
    count, edges = graph
    layout = layered(count, edges)
    for node, (layer, aside) in enumerate(layout.places):
        for other in range(node + 1, count):
            if layout.places[other][0] == layer:
                assert abs(layout.places[other][1] - aside) >= 1 - 1e-9
        for route in layout.routes.values():
            for passed in route[1:-1]:
                assert passed[0] != layer or abs(passed[1] - aside) > 0.5


def test_two_ways_that_need_not_cross_do_not() -> None:
    """0 leads to 1 and 2, these to 3 and 4: typed crosswise, laid side by side."""
    layout = layered(6, [(0, 1), (0, 2), (2, 3), (1, 4), (3, 5), (4, 5)])
    order = [sorted((1, 2), key=lambda node: layout.places[node][1]), sorted((4, 3), key=lambda n: layout.places[n][1])]
    assert order in ([[1, 2], [4, 3]], [[2, 1], [3, 4]])
