"""What Manim imports and few scenes use comes when it is used, and is what it would have been."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sessen.worker.deferred import QuickRotation

Rotation = importlib.import_module("scipy.spatial.transform").Rotation
PARTS = st.one_of(st.just(0.0), st.floats(-20, 20), st.floats(-1e-3, 1e-3), st.floats())


@given(arrays(np.float64, 3, elements=PARTS))
@example(np.zeros(3))
@example(np.array([1e-3, 0, 0]))
@example(np.array([0, 0, np.pi]))
@example(np.array([1e200, 0, 0]))
def test_a_rotation_is_scipys_to_the_last_bit(vector: Any) -> None:
    with np.errstate(all="ignore"):
        ours, theirs = (each.from_rotvec(vector).as_matrix() for each in (QuickRotation(), Rotation))
    assert ours.tobytes() == theirs.tobytes()
    assert (ours.dtype, ours.flags.c_contiguous) == (theirs.dtype, theirs.flags.c_contiguous)


@pytest.mark.parametrize("vector", [[1, 2, 3], [[1, 2, 3]], [1, 2], np.arange(3), np.ones(4)])
def test_what_manim_does_not_ask_is_left_to_scipy(vector: Any) -> None:
    assert outcome(QuickRotation(), vector) == outcome(Rotation, vector)
    assert QuickRotation().identity().as_matrix().tolist() == np.eye(3).tolist()


def outcome(rotation: Any, vector: Any) -> object:
    try:
        return rotation.from_rotvec(vector).as_matrix().tolist()
    except ValueError as error:
        return str(error)


SCRIPT = """
import sys
import {first}
from manim import *
absent = {{"IPython", "bs4", "networkx", "scipy"}} - sys.modules.keys()
graph = Graph([1, 2, 3], [(1, 2)], layout="circular")
spring = Graph([1, 2, 3], [(1, 2)], layout="spring", layout_config={{"seed": 3}})
tree = DiGraph([1, 2, 3], [(1, 2), (1, 3)], layout="tree", root_vertex=1)
code = Code(code_string="a = [1]", language="python", formatter_style="monokai")
turned = Square().rotate(1, axis=[1, 2, 3])
shapes = [graph, spring, tree, code, turned]
print([each.get_all_points().tolist() for each in shapes], sorted(absent))
import scipy.spatial, networkx, bs4
print(graph._graph.__class__ is networkx.Graph, scipy.spatial.transform.Rotation.__name__, bs4.Tag.__name__)
"""


def test_manims_shapes_are_the_same_with_stand_ins_and_without() -> None:
    printed = [
        subprocess.run([sys.executable, "-c", SCRIPT.format(first=first)], capture_output=True, text=True, check=True)
        for first in ("sessen.worker.plain_manim", "manim")
    ]
    (ours, absent), (theirs, _) = (each.stdout.split("]]] ") for each in printed)
    assert ours == theirs
    assert absent.startswith("['IPython', 'bs4', 'networkx', 'scipy']")
    assert absent.endswith("True Rotation Tag\n")
