"""The part of a key that only shows while a step is rendered: what it opened, read and imported besides its sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from sessen.keys.facts import fact, path_of
from sessen.keys.file_hashes import FileHashes, sha256
from sessen.keys.trees import FILES_OF, files_of

UNSET: Final = "unset"


@dataclass(frozen=True, slots=True)
class DependencyTrace:
    """What a finished step was made from besides its static key, and the entry that came out.

    Parameters
    ----------
    files
        Hashes of the files it opened, by their names told from the project's folder.
    environment
        Hashes of the environment variables it read; values themselves are nobody's business.
    entry
        The name of the finished step in the store.
    facts
        What else it asked of the machine: whether a file is there, what a link leads to (`sessen.keys.facts`).
    unseen
        Why it may depend on something that nobody has seen. Such a step is always drawn.
    """

    files: Mapping[str, str]
    environment: Mapping[str, str]
    entry: str
    facts: Mapping[str, str] = field(default_factory=dict)
    unseen: Sequence[str] = ()

    @property
    def paths(self) -> set[str]:
        """Names of the files and folders that were read, looked for or looked into."""
        return {*self.files, *filter(None, map(path_of, self.facts))}

    def to_json(self) -> dict[str, Any]:
        return {
            "files": dict(self.files),
            "environment": dict(self.environment),
            "entry": self.entry,
            "facts": dict(self.facts),
            "unseen": list(self.unseen),
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(
            files=written["files"],
            environment=written["environment"],
            entry=written["entry"],
            facts=written.get("facts", {}),
            unseen=tuple(written.get("unseen", ())),
        )


def traces_from_json(written: Iterable[Mapping[str, Any]]) -> list[DependencyTrace]:
    """Traces that were written by `DependencyTrace.to_json`."""
    return list(map(DependencyTrace.from_json, written))


def all_up_to_date(
    traces: Iterable[Sequence[DependencyTrace]], project: Path, digests: FileHashes
) -> list[list[DependencyTrace]]:
    """Of the traces of each step those by which it would be the same if it were drawn now."""
    return [[trace for trace in some if is_up_to_date(trace, project, digests)] for some in traces]


def record_trace(
    static: str,
    files: Mapping[str, str],
    environment: Mapping[str, str | None],
    project: Path,
    *,
    facts: Mapping[str, str] | None = None,
    unseen: Sequence[str] = (),
) -> DependencyTrace:
    """The recipe of a step that was just rendered; its entry is named by all that went into it.

    Parameters
    ----------
    files
        Hashes of the files it opened, by absolute path.
    environment
        Values of the variables it read; None for those that are not set.
    facts, unseen
        As in `DependencyTrace`.
    """
    seen = {relative_name(project, path): digest for path, digest in files.items()}
    read = {name: _hash_value(value) for name, value in environment.items()}
    named = json.dumps([static, sorted(seen.items()), sorted(read.items()), sorted((facts or {}).items()), [*unseen]])
    return DependencyTrace(seen, read, sha256(named.encode()), dict(facts or {}), tuple(unseen))


def changed_inputs(trace: DependencyTrace, project: Path, digests: FileHashes) -> list[str]:
    """The names of the inputs that are not any more as the recipe saw them; empty when it still holds.

    What nobody can see may have changed, so a step with such an input never holds.
    """
    return mismatches(trace, project, digests) + [f"always drawn: {reason}" for reason in trace.unseen]


def mismatches(trace: DependencyTrace, project: Path, digests: FileHashes) -> list[str]:
    """The names of the inputs that are now seen to be otherwise."""
    files = [name for name, seen in trace.files.items() if digests.hash_of(project / name) != seen]
    variables = [name for name, seen in trace.environment.items() if hash_variable(name) != seen]
    facts = [name for name, seen in trace.facts.items() if _fact(name, project, digests) != seen]
    return files + [f"environment variable {name}" for name in variables] + facts


def _fact(name: str, project: Path, digests: FileHashes) -> str:
    if name.startswith(FILES_OF):
        return files_of(name.removeprefix(FILES_OF).strip(), digests)
    return fact(name, project)


def is_up_to_date(trace: DependencyTrace, project: Path, digests: FileHashes) -> bool:
    """Whether the step would be the same if it were rendered now."""
    return not changed_inputs(trace, project, digests)


def relative_name(project: Path, path: str) -> str:
    """A file's name as other machines can find it: from the project's folder if it is in there."""
    whole = Path(os.path.abspath(path))
    return whole.relative_to(project).as_posix() if whole.is_relative_to(project) else whole.as_posix()


def hash_variable(name: str) -> str:
    """The hash of an environment variable, or the word that it is not set."""
    return _hash_value(os.environ.get(name))


def _hash_value(value: str | None) -> str:
    return UNSET if value is None else sha256(value.encode(errors="surrogateescape"))
