"""A request, resolved once into frozen values: every scene, step, key and product. Nothing is decided after it."""

from sessen.plan.checks import Chosen, Refused
from sessen.plan.choose import choose
from sessen.plan.jobs import jobs_of
from sessen.plan.plan import Plan, Planner, ScenePlan, StepPlan
from sessen.plan.request import Request, Setting

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
