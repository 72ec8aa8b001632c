"""Sessen (接線, "tangent line"): lecture videos in mathematics made from code."""
