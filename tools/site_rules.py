"""A page for each rule of the layout, with a wrong and a right picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sessen.legibility.rule import Rule

_PICTURES: Final = "pictures"


def rule_pages(folder: Path, *, pictures: bool) -> Iterator[tuple[str, str]]:
    """The name and the text of each page; its pictures are written below ``folder``."""
    from sessen.legibility.rules import RULES

    shown = _draw(folder / _PICTURES) if pictures else {}
    for rule in RULES:
        yield f"{rule.name}.md", rule_page(rule, shown.get(rule.name, ""))


def rule_page(rule: type[Rule], pictures: str) -> str:
    """The page of a rule in Markdown."""
    limits = "\n".join(f"| `{name}` | {value:g} |" for name, value in rule.limits.items())
    about = " ".join((rule.__doc__ or "").split())
    return f"""# {rule.name}

Finds {rule.finds}. {about}

What to do: {rule.advice}

{pictures}
A finding is {"an error" if rule.severity == "error" else "a warning"}. In a lecture file, below `[layout.{rule.name}]`:

| limit | if not set |
|---|---|
| `severity` | "{rule.severity}" |
{limits}
"""


def _draw(folder: Path) -> dict[str, str]:
    """The picture of the first fault of each rule, and that of its innocent neighbour, as Markdown."""
    import tempfile

    from tests.legibility.seeded import seeded

    folder.mkdir(parents=True, exist_ok=True)
    shown: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "pyproject.toml").touch()
        for case in seeded():
            if case.number == 0:
                name = f"{case.rule}-{'wrong' if case.is_faulty else 'right'}.png"
                (folder / name).write_bytes(_still(case.write(Path(scratch))))
                title = "Wrong" if case.is_faulty else "Right"
                code = case.body.strip()
                shown[case.rule] = (
                    shown.get(case.rule, "")
                    + f"## {title}\n\n![{title}]({_PICTURES}/{name})\n\n```python\n{code}\n```\n\n"
                )
    return shown


def _still(scene: object) -> bytes:
    """The frame in the middle of a scene."""
    from sessen.job import SceneRef
    from sessen.legibility.stills import StillsWatcher
    from sessen.worker import walk
    from tests.legibility.seeded import TINY

    assert isinstance(scene, SceneRef)
    seconds: list[float] = []
    walk(scene, TINY, {}, lambda record: seconds.append(record.seconds))
    middle = sum(seconds) / 2
    watcher = StillsWatcher([middle])
    walk(scene, TINY, {}, lambda record: None, watch=watcher)
    return watcher.pictures[middle]
