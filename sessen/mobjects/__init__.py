"""The toolkit for authors: planes, curves, live numbers and tables, labels that follow, space, code, pictures.

What stands in the frame is made with ``Name.of(self, ...)`` by a lesson, which gives region, theme and type; what
stands in a plane takes the plane first: ``Area(self.plane, self.f, (0, 2))``. Names are loaded when they are first
used, so that a scene depends on the files of those that it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sessen.mobjects.area import Area
    from sessen.mobjects.arrow_field import ArrowField
    from sessen.mobjects.bar import Bar
    from sessen.mobjects.brace import LabelledBrace
    from sessen.mobjects.clearing import everything_except
    from sessen.mobjects.code import CodeListing
    from sessen.mobjects.curves import Curve
    from sessen.mobjects.derivation import Derivation
    from sessen.mobjects.equation import Equation
    from sessen.mobjects.following import always_refresh
    from sessen.mobjects.live_equation import LiveEquation
    from sessen.mobjects.live_number import LiveDecimal
    from sessen.mobjects.live_table import LiveTable
    from sessen.mobjects.log_plane import LogPlane
    from sessen.mobjects.magnifier import Magnifier
    from sessen.mobjects.matrices.entries import EntryMatrix
    from sessen.mobjects.number_lines import NumberLine
    from sessen.mobjects.panel import Table, frame_around, panel_background, stacked
    from sessen.mobjects.picture import Picture
    from sessen.mobjects.plane import Plane, Ranges
    from sessen.mobjects.point_on_curve import PointOnCurve
    from sessen.mobjects.rewriting.rewrite import Rewrite
    from sessen.mobjects.space_axes import SpaceAxes
    from sessen.mobjects.swell import Pulse
    from sessen.mobjects.vectors import AngleArc, Arrow, GrowArrow, LabelledArrow, RightAngle

__all__ = [
    "AngleArc",
    "Area",
    "Arrow",
    "ArrowField",
    "Bar",
    "CodeListing",
    "Curve",
    "Derivation",
    "EntryMatrix",
    "Equation",
    "GrowArrow",
    "LabelledArrow",
    "LabelledBrace",
    "LiveDecimal",
    "LiveEquation",
    "LiveTable",
    "LogPlane",
    "Magnifier",
    "NumberLine",
    "Picture",
    "Plane",
    "PointOnCurve",
    "Pulse",
    "Ranges",
    "Rewrite",
    "RightAngle",
    "SpaceAxes",
    "Table",
    "always_refresh",
    "everything_except",
    "frame_around",
    "panel_background",
    "stacked",
]

_HOMES = {
    "area": ("Area",),
    "arrow_field": ("ArrowField",),
    "bar": ("Bar",),
    "brace": ("LabelledBrace",),
    "clearing": ("everything_except",),
    "code": ("CodeListing",),
    "curves": ("Curve",),
    "derivation": ("Derivation",),
    "equation": ("Equation",),
    "following": ("always_refresh",),
    "live_equation": ("LiveEquation",),
    "live_number": ("LiveDecimal",),
    "live_table": ("LiveTable",),
    "log_plane": ("LogPlane",),
    "magnifier": ("Magnifier",),
    "matrices.entries": ("EntryMatrix",),
    "number_lines": ("NumberLine",),
    "panel": ("Table", "frame_around", "panel_background", "stacked"),
    "picture": ("Picture",),
    "plane": ("Plane", "Ranges"),
    "point_on_curve": ("PointOnCurve",),
    "rewriting.rewrite": ("Rewrite",),
    "space_axes": ("SpaceAxes",),
    "swell": ("Pulse",),
    "vectors": ("AngleArc", "Arrow", "GrowArrow", "LabelledArrow", "RightAngle"),
}


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module '{__name__}' has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value  # asked for once
    return value
