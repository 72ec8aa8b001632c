"""Doing what a plan says: jobs to the farm, finished steps to the store, products to their folder."""

from sessen.build.build import Build
from sessen.build.built import Built, Failure
from sessen.build.workshop import Workshop

__all__ = ["Build", "Built", "Failure", "Workshop"]
