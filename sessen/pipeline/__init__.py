"""The way from a request to files. No product is known here: each kind says itself what it needs and how it is made.

    request -> select -> plan -> draw -> store -> products

1. **Request** (`request.py`): what somebody asked for, with every path absolute.
2. **Select** (`select.py`): the scenes, the steps and the values that the request means, found in the lecture.
3. **Plan** (`plan.py`): every step with its key, and what the store has of it. A plan is frozen: nothing is decided
   after it.
4. **Draw** (`build.py` decides when, `draw.py` runs in a worker): steps that the store lacks, as tasks of a pool.
5. **Store** (`sessen.store`): each step that was drawn, whole or not at all, by its key.
6. **Products** (`product.py` says what one is, `sessen.products` has them): files made from finished steps alone;
   ``manifest.json`` (`manifest.py`) says what each was made from, so that nothing is made twice.

`make_products` goes this way once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sessen.pipeline.checks import Selection, UsageError
from sessen.pipeline.jobs import split_jobs
from sessen.pipeline.plan import Plan, Planner, ScenePlan, StepPlan
from sessen.pipeline.request import ParameterOverride, Request
from sessen.pipeline.select import select

if TYPE_CHECKING:
    from sessen.pipeline.built import Failure, ProductResult
    from sessen.pipeline.product import Products
    from sessen.pipeline.report import Reporter
    from sessen.pipeline.session import Session

__all__ = [
    "BuildResult",
    "ParameterOverride",
    "Plan",
    "Planner",
    "Request",
    "ScenePlan",
    "Selection",
    "StepPlan",
    "UsageError",
    "make_products",
    "select",
    "split_jobs",
]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build came to: its plan, what was made, and what failed."""

    plan: Plan
    products: list[ProductResult]
    failures: list[Failure]


def make_products(session: Session, reporter: Reporter, products: Products, *, cards: bool = False) -> BuildResult:
    """Make what is missing of the products that a session's request asks for.

    Parameters
    ----------
    products
        What is to be made of the scenes; see `sessen.products.registry`.
    cards
        Whether the cards of a lecture's film are scenes of it too.

    Raises
    ------
    UsageError
        The request names nothing.
    """
    from sessen.pipeline.build import Build
    from sessen.pipeline.built import Failure

    selected, unreadable = select(session.request, session.catalogue, cards=cards)
    narration = session.narrate(selected)
    unread = [Failure(error.location, error) for error in (*unreadable, *narration.failures)]
    for failure in unread:
        reporter.on_failure(failure)
    for remark in narration.remarks:
        reporter.on_notice(remark)
    plan = session.plan(selected, narration)
    made, failed = Build(plan, session, reporter, products).run()  # draws, stores, and makes products as steps come in
    return BuildResult(plan, made, [*unread, *failed])
