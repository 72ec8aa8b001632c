"""Drawing a frame's mobjects with Cairo, only where something has changed, pixel for pixel as Manim does."""
