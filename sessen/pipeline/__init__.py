"""A request, resolved once into frozen values: every scene, step, key and product. Nothing is decided after it."""

from sessen.pipeline.checks import Selection, UsageError
from sessen.pipeline.jobs import split_jobs
from sessen.pipeline.plan import Plan, Planner, ScenePlan, StepPlan
from sessen.pipeline.request import ParameterOverride, Request
from sessen.pipeline.select import select

__all__ = [
    "ParameterOverride",
    "Plan",
    "Planner",
    "Request",
    "ScenePlan",
    "Selection",
    "StepPlan",
    "UsageError",
    "select",
    "split_jobs",
]
