"""Which findings are meant, and which allowances nothing needs any more."""

from __future__ import annotations

from pathlib import Path

from sessen.allowances import Allowance
from sessen.errors import SessenError
from sessen.files import relative
from sessen.legibility.comments import LineAllowance, line_allowances
from sessen.legibility.finding import WARNING, LayoutFinding
from sessen.legibility.rules import RULES
from sessen.legibility.sighting_log import Confirmed
from sessen.suggestions import did_you_mean


class Allowed:
    """The allowances of a scene: those of a lesson, and those in comments of its file.

    Raises
    ------
    SessenError
        One is about a rule that there is none of.
    """

    def __init__(self, scene: str, file: Path, given: list[Allowance]) -> None:
        self._scene, self._file, self._given = scene, file, given
        try:
            self._lines = line_allowances(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            self._lines = []
        for each in given:
            self._require_rule(each.rule, scene)
        for line in self._lines:
            for rule in line.rules:
                self._require_rule(rule, f"{relative(file)}, line {line.line}")

    def _require_rule(self, rule: str, location: str) -> None:
        names = [each.name for each in RULES]
        if rule not in names:
            raise SessenError(f"'{rule}' is no rule of the layout", location=location, hint=did_you_mean(rule, names))

    def passes(self, finding: Confirmed) -> bool:
        """Whether a finding is meant; notes that the allowance is needed."""
        passes = False
        for each in self._given:
            if each.rule == finding.rule.name and all(_has_part(mobject, finding) for mobject in each.mobjects):
                each.is_used = passes = True
        for line in self._lines:
            if line.covers(finding.rule.name, finding.lines, finding.variables):
                line.used.add(finding.rule.name)
                passes = True
        return passes

    def unused(self) -> list[LayoutFinding]:
        """A warning for each allowance that nothing needs."""
        lesson = [(f'allow("{each.rule}", because="{each.because}")', "") for each in self._given if not each.is_used]
        lines = [(f"# layout: allow {rule}", f", line {each.line}") for each in self._lines for rule in _idle(each)]
        return [
            LayoutFinding(
                rule="allow",
                severity=WARNING,
                scene=self._scene,
                step="",
                seconds=0.0,
                step_seconds=0.0,
                lasts=0.0,
                box=(0.0, 0.0, 0.0, 0.0),
                what=f"nothing needs {what} any more ({relative(self._file)}{place})",
                mobjects=(),
                advice="Take it out.",
            )
            for what, place in lesson + lines
        ]


def _idle(line: LineAllowance) -> list[str]:
    return [rule for rule in line.rules if rule not in line.used]


def _has_part(mobject: object, finding: Confirmed) -> bool:
    """Whether a mobject is one of a finding's things, has one, or belongs to one."""
    return any(
        mobject is thing.root
        or any(mobject is each for each in thing.path)
        or any(mobject is each for each in thing.root.get_family())
        for thing in finding.sighting.things
    )
