"""Sees what a scene depends on while it runs: files, folders, environment variables, answers of the machine.

The rule is that what is not known to be safe is an input. Python's own openings come by audit events (`tracer`),
questions that have no event by wrapped functions (`lookups`, `environment`), and what code written in C or another
process opens by the system's own messages where it has them (`kernel`). What cannot be seen there makes a step one that
is always drawn (`blind`).
"""

from sessen.worker.dependencies.tracer import DependencyTracer

__all__ = ["DependencyTracer"]
