"""A request, resolved once into frozen values: every scene, step, key and product. Nothing is decided after it."""

from sessen.pipeline.checks import Chosen, Refused
from sessen.pipeline.jobs import jobs_of
from sessen.pipeline.plan import Plan, Planner, ScenePlan, StepPlan
from sessen.pipeline.request import Request, Setting
from sessen.pipeline.select import choose

__all__ = [
    "Chosen",
    "Plan",
    "Planner",
    "Refused",
    "Request",
    "ScenePlan",
    "Setting",
    "StepPlan",
    "choose",
    "jobs_of",
]
