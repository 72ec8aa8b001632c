"""What a lecture file says of rules: limits, and how grave a finding is.

::

    [layout.small]
    type = 0.04           # of the frame's shorter side

    [layout.lopsided]
    severity = "off"      # error, warning or off
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sessen.errors import SessenError
from sessen.legibility.finding import SEVERITIES
from sessen.legibility.rule import Rule
from sessen.suggestions import did_you_mean


@dataclass(frozen=True)
class LayoutSettings:
    """Settings by the name of a rule, as a lecture file has them."""

    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def limits(self, rule: type[Rule]) -> dict[str, float]:
        """The limits that are set for a rule."""
        return {name: float(value) for name, value in self.written.get(rule.name, {}).items() if name != "severity"}

    def severity(self, rule: type[Rule]) -> str:
        """How grave a finding of a rule is."""
        return str(self.written.get(rule.name, {}).get("severity", rule.severity))


def layout_settings(written: Mapping[str, Any], location: str) -> LayoutSettings:
    """The settings of a lecture file, looked through.

    Raises
    ------
    SessenError
        A rule or a limit that there is none of, or a value that is none for it.
    """
    from sessen.legibility.rules import RULES

    rules = {rule.name: rule for rule in RULES}
    for name, values in written.items():
        where = f"{location}: layout.{name}"
        if name not in rules:
            raise SessenError("there is no such rule", location=where, hint=did_you_mean(name, rules))
        if not isinstance(values, dict):
            raise SessenError("must be a table", location=where, hint=f"write a line [layout.{name}] above its limits")
        for key, value in values.items():
            _check(rules[name], key, value, f"{where}.{key}")
    return LayoutSettings(written)


def _check(rule: type[Rule], key: str, value: object, where: str) -> None:
    if key == "severity":
        if value not in SEVERITIES:
            raise SessenError(f"{value!r} is no severity", location=where, hint=f"one of {', '.join(SEVERITIES)}")
    elif key not in rule.limits:
        raise SessenError("there is no such limit", location=where, hint=did_you_mean(key, [*rule.limits, "severity"]))
    elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise SessenError("must be a number", location=where, hint=f"{key} = {rule.limits[key]:g}")
