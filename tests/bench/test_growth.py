"""The simulation of many machines keeps what no schedule can break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.growth import Costs, Work, simulate, table

FREE = Costs(start=0.0, hand_out=0.0, upload=float("inf"), joiners=0)
JOBS = st.lists(st.builds(Work, st.floats(0.01, 100.0), st.integers(0, 10**7)), min_size=1, max_size=40)
WORKERS = st.integers(1, 50)


@given(JOBS, WORKERS)
def test_no_schedule_is_faster_than_the_longest_job_or_an_even_share(jobs: list[Work], workers: int) -> None:
    total, longest = sum(job.seconds for job in jobs), max(job.seconds for job in jobs)
    found = simulate(jobs, workers, FREE).seconds
    assert found >= max(longest, total / workers) * (1 - 1e-9)


@given(JOBS, WORKERS)
def test_it_is_never_later_than_an_even_share_and_one_job(jobs: list[Work], workers: int) -> None:
    """Graham's bound for lists in any order: while the last job waited, everybody was busy."""
    total, longest = sum(job.seconds for job in jobs), max(job.seconds for job in jobs)
    bound = total / workers + longest * (1 - 1 / workers)
    assert simulate(jobs, workers, FREE).seconds <= bound * (1 + 1e-9)


@given(JOBS)
def test_one_worker_takes_the_sum_of_everything(jobs: list[Work]) -> None:
    costs = Costs(start=2.0, hand_out=0.5, upload=1e6, joiners=0)
    expected = 2.0 + sum(job.seconds + 0.5 + job.size / 1e6 for job in jobs)
    assert simulate(jobs, 1, costs).seconds == pytest.approx(expected)


@given(JOBS, WORKERS)
def test_another_worker_never_makes_it_slower(jobs: list[Work], workers: int) -> None:
    assert simulate(jobs, workers + 1, FREE).seconds <= simulate(jobs, workers, FREE).seconds * (1 + 1e-9)


@given(JOBS, WORKERS)
def test_shared_things_are_never_faster_than_they_are(jobs: list[Work], workers: int) -> None:
    """The scheduler hands out one job after the other, the wire carries them so, and two processes join them."""
    found = simulate(jobs, workers, Costs(start=0.0, hand_out=0.2, wire=1e5, join=0.3))
    assert found.seconds >= len(jobs) * 0.2 * (1 - 1e-9)
    assert found.seconds >= sum(job.size for job in jobs) / 1e5 * (1 - 1e-9)
    assert found.seconds >= len(jobs) * 0.3 / 2 * (1 - 1e-9)
    assert 0.0 < found.used <= 1.0


@given(JOBS, WORKERS)
def test_the_order_in_which_jobs_come_does_not_matter(jobs: list[Work], workers: int) -> None:
    assert simulate(jobs, workers, Costs()) == simulate(list(reversed(jobs)), workers, Costs())


def test_by_hand() -> None:
    """5, 4, 3, 3, 3 on two workers: 5 + 3 and 4 + 3 + 3."""
    assert simulate([Work(seconds, 0) for seconds in (3, 5, 3, 4, 3)], 2, FREE).seconds == 10
    assert simulate([Work(1, 0)] * 3, 3, Costs(0, 0, 1, None, join=2, joiners=1)).seconds == 1 + 3 * 2
    assert len(table([Work(1, 1)], (1, 2)).splitlines()) == 4
