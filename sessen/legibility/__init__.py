"""Whether everything in a frame can be seen and read: rules that look at every picture of a scene as it runs.

A **rule** (`sessen.legibility.rules`, one class in one module and one row of its registry) finds one kind of fault. It
is shown **snapshots** (`Snapshot`): the **things** in a frame (`Thing`: a text, a line, an area, an image) with their
ink where the camera shows it. What it says of one snapshot is a **sighting**; sightings of the same things become a
**finding** once they have lasted. Nothing is drawn but where a rule needs pixels.

Importing this imports no Manim: names and limits of rules are asked for where a lecture file is read.
"""

from __future__ import annotations

from sessen.legibility.finding import LayoutFinding

__all__ = ["LayoutFinding"]
