"""Sees every file that a process and those it starts open, whoever opens it: Python, a library in C, another program.

Linux can hold a process at chosen system calls until another has looked at them (seccomp's user notifications). The
process that draws a scene asks for that (`channel`), and the worker that it was forked from looks (`supervisor`) and
always lets the call go on. Needs no rights, no compiler and no library; where the system has no such thing, `channel`
says so and all goes on without.
"""
