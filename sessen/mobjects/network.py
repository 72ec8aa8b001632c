"""A small network, in which the part lights up that a chapter of the lecture explains."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from manim import Circle, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.vectors import segments
from sessen.theme import FIXED, GIVEN_B, MOVING, MUTED, PAPER, RESULT, Role, Theme

_LAYERS: Final = (2, 3, 1, 1)  # inputs, a layer of neurons, the output, the loss
_RADIUS: Final = 0.085  # of a node, as a share of the region's height
_DIM: Final = 0.45

Edge = tuple[int, int, int]
"""A layer, and from which of its nodes to which of the next."""

Node = tuple[int, int]
_EDGES: Final[tuple[Edge, ...]] = tuple(
    (layer, start, end) for layer in range(3) for start in range(_LAYERS[layer]) for end in range(_LAYERS[layer + 1])
)
_NODES: Final[tuple[Node, ...]] = tuple((layer, number) for layer, many in enumerate(_LAYERS) for number in range(many))
_WEIGHTS: Final = frozenset(edge for edge in _EDGES if edge[0] < 2)
_FIRST: Final = frozenset(edge for edge in _EDGES if edge[0] == 0)
_ONE: Final = frozenset(edge for edge in _FIRST if edge[2] == 0)
_WAY: Final = frozenset({(0, 0, 0), (1, 0, 0), (2, 0, 0)})
_HIDDEN: Final = frozenset(node for node in _NODES if node[0] == 1)
_INPUTS: Final = frozenset(node for node in _NODES if node[0] == 0)
_LOSS: Final = frozenset({(3, 0)})

#: The nodes and edges that a chapter is about, by the name of its scene.
PARTS: Final[Mapping[str, tuple[frozenset[Node], frozenset[Edge]]]] = MappingProxyType(
    {
        "SecantToTangent": (_HIDDEN, frozenset()),
        "NumericalDerivative": (_LOSS, frozenset({(0, 0, 0)})),
        "DerivativeRules": (_HIDDEN | {(2, 0)}, frozenset()),
        "ChainRule": (frozenset({(0, 0), (1, 0), (2, 0), (3, 0)}), _WAY),
        "PartialDerivative": (_LOSS, frozenset({(0, 1, 1)})),
        "VectorsAndSpan": (_INPUTS, frozenset()),
        "DotProduct": (_INPUTS | {(1, 0)}, _ONE),
        "MatrixProduct": (_INPUTS | _HIDDEN, _FIRST),
        "Transpose": (_HIDDEN | {(2, 0)}, frozenset(edge for edge in _EDGES if edge[0] == 1)),
        "VectorDerivative": (_LOSS, _ONE),
        "GradientField": (_LOSS, _WEIGHTS),
        "GradientDescent": (frozenset(_NODES), frozenset(_EDGES)),
    }
)
_ROLES: Final[tuple[Role, ...]] = (FIXED, MOVING, RESULT, GIVEN_B)


class NetworkSketch(VGroup):
    """Nodes in layers and the edges between them, dim but for one part.

    Parameters
    ----------
    region
        Where it stands.
    about
        Whose part is lit: the name of a scene; of one that is not known nothing is.

    Attributes
    ----------
    faint, lit
        What is only there, and what is lit; to be shown one after the other.
    """

    def __init__(self, region: Region, about: str, theme: Theme) -> None:
        super().__init__()
        self.region, self.theme = region, theme
        nodes, edges = PARTS.get(about, (frozenset(), frozenset()))
        whole = self._edges(frozenset(_EDGES), MUTED, 2.0, _DIM)
        self.faint = VGroup(whole, *self._nodes(frozenset(_NODES), lit=False))
        self.lit = VGroup(self._edges(edges, MOVING, 4.5, 1.0), *self._nodes(nodes, lit=True))
        self.add(self.faint, self.lit)

    def at(self, node: Node) -> Point:
        """Where a node stands, shape (3,)."""
        layer, number = node
        return self.region.at((layer + 0.5) / len(_LAYERS), 1 - (number + 0.5) / _LAYERS[layer])

    def _edges(self, edges: frozenset[Edge], role: Role, width: float, opacity: float) -> VMobject:
        made = VMobject(stroke_color=self.theme[role], stroke_width=width, stroke_opacity=opacity)
        ends = [(self.at((layer, start)), self.at((layer + 1, end))) for layer, start, end in sorted(edges)]
        made.points = segments(np.array(ends)) if ends else np.zeros((0, 3))
        return made

    def _nodes(self, nodes: frozenset[Node], *, lit: bool) -> list[VMobject]:
        return [self._node(node, lit=lit) for node in sorted(nodes)]

    def _node(self, node: Node, *, lit: bool) -> VMobject:
        color = self.theme[_ROLES[node[0]] if lit else MUTED]
        disc = Circle(_RADIUS * self.region.height, color=color, stroke_width=3).move_to(self.at(node))
        return disc.set_fill(color if lit else self.theme[PAPER], opacity=1)
