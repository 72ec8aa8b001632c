"""Approved pictures: what a scene looked like when somebody said that it is right, and whether it still does.

Of each step the first, the middle and the last frame are kept as a **fingerprint** (`sessen.approval.fingerprint`) and
as a thumbnail, in a folder ``approved`` that belongs into version control. Importing this imports no Manim.
"""
