"""Faster replacements of Manim's functions with the same results, in force while a scene runs."""
