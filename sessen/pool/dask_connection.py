"""Getting in touch with a Dask cluster, and looking at who is there before anything is sent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from sessen.errors import SessenError
from sessen.installation import install
from sessen.pool.versions import VersionMismatch, mismatches, versions_here

_PATIENCE: Final = 10  # seconds that the scheduler, and then the first worker, may take to answer


class ClusterUnreachable(SessenError):
    """There is no cluster at the address, or it does not answer any more."""


class NoWorkers(SessenError):
    """The scheduler is there, and nobody works for it."""


class ClusterNotInstalled(SessenError):
    """What talks to a cluster is not installed."""


def connect(address: str) -> Any:
    """A client of the cluster whose every worker has the versions of this machine.

    Raises
    ------
    ClusterNotInstalled, ClusterUnreachable, NoWorkers
        As they say.
    VersionMismatch
        A worker would draw something else; it names its host and both versions.
    """
    client = _client(address)
    try:
        _require_workers(client, address)
        _require_versions(client)
    except BaseException:
        client.close(timeout=2)
        raise
    return client


def unreachable(address: str, why: object) -> ClusterUnreachable:
    """The error for a cluster that does not answer."""
    return ClusterUnreachable(
        f"the cluster does not answer: {why}",
        location=address,
        hint="start one with: dask scheduler; or leave out --cluster to use this machine",
    )


def no_workers(address: str) -> NoWorkers:
    """The error for a scheduler without workers."""
    return NoWorkers(
        "the scheduler is there, but it has no workers",
        location=address,
        hint=f"on each machine: dask worker {address} --nthreads 1 --nworkers auto",
    )


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterNotInstalled(
            "a cluster needs a package that is not installed: distributed", location=address, hint=install("cluster")
        ) from None
    # What goes wrong is told by the pool, once, and not by every part of Dask that notices.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False, name="sessen")
    except (OSError, TimeoutError, ValueError) as error:
        raise unreachable(address, f"{error}".partition("\n")[0] or type(error).__name__) from None


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise no_workers(address) from None


def _require_versions(client: Any) -> None:
    here = versions_here()
    for worker, answer in sorted(client.run(_asker(), on_error="return").items()):
        if isinstance(answer, BaseException):
            host, there = worker, {"Sessen": f"that cannot be imported ({answer})"}
            raise VersionMismatch(host, mismatches({"Sessen": here["Sessen"]}, there))
        host, there = answer
        if found := mismatches(here, there):
            raise VersionMismatch(f"{host} ({worker})", found)


def _asker() -> Callable[[], tuple[str, dict[str, str]]]:
    """A function that travels by its code, because a worker without Sessen could not find it by its name."""

    def ask() -> tuple[str, dict[str, str]]:
        import socket

        from sessen.pool.versions import versions_here

        return socket.gethostname(), versions_here()

    return ask
