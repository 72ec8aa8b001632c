"""Changes that no picture can show."""

from __future__ import annotations

from tests.keys.kind import Kind, append, older, remove, together

HARMLESS: dict[str, Kind] = {
    "nothing": Kind("open('data.txt').read()", {}),
    "a touch": Kind("open('data.txt').read()", older("data.txt")),
    "the same bytes again": Kind("open('data.txt').read()", {"data.txt": "1"}),
    "another file": Kind("open('data.txt').read()", {"other.txt": "2"}),
    "a file in another folder": Kind("os.listdir('data')", {"other/b": ""}, top="import os", files={"data/a": ""}),
    "a variable that nobody reads": Kind("pass", {}, after={"SIZE": "2"}),
    "another variable": Kind("os.environ['SIZE']", {}, top="import os", before={"SIZE": "1"}, after={"WIDTH": "2"}),
    "a comment in a helper": Kind(
        "pass", {"helper.py": "A = 1  # one\n"}, top="import helper", files={"helper.py": "A = 1\n"}
    ),
    "a comment in the scene": Kind("pass", lambda folder: append(folder, "scene.py")),
    "a comment behind a warning": Kind(
        "warnings.warn('a')", lambda folder: append(folder, "scene.py"), top="import warnings"
    ),
    "contents, where only existence was asked": Kind("os.path.exists('data.txt')", {"data.txt": "2"}, top="import os"),
    "contents, where only names were read": Kind(
        "os.listdir('data')", {"data/a": "2"}, top="import os", files={"data/a": "1"}
    ),
    "compiled files": Kind("os.listdir()", {"__pycache__/a.pyc": ""}, top="import os"),
    "Sessen's own folder": Kind("os.listdir()", {".sessen/a": ""}, top="import os"),
    "what the scene writes and reads": Kind("open('out', 'w').write('1'); open('out').read()", {"out": "2"}),
    "what the scene writes by pathlib": Kind(
        "Path('out').write_text('1'); Path('out').exists(); Path('out').read_text()",
        {"out": "2"},
        top="from pathlib import Path",
    ),
    "what a program writes and the scene reads": Kind(
        "subprocess.run('echo 1 > out', shell=True); open('out').read()", {"out": "2"}, top="import subprocess"
    ),
    "a temporary file": Kind(
        "f = tempfile.NamedTemporaryFile(); f.write(b'1'); f.flush(); open(f.name).read()", {}, top="import tempfile"
    ),
    "a variable that the scene has set": Kind(
        "os.environ['SIZE'] = '3'; os.environ['SIZE']", {}, top="import os", before={"SIZE": "1"}, after={"SIZE": "2"}
    ),
    "a device": Kind("open('/dev/null').read()", {}),
    "a program that reads nothing": Kind("subprocess.run(['true'])", {"other": ""}, top="import subprocess"),
    "the terminal of a program": Kind(
        "subprocess.run(['true'])",
        {},
        top="import subprocess",
        before={"SSH_TTY": "a", "PWD": "/a"},
        after={"SSH_TTY": "b", "PWD": "/b"},
    ),
    "an import of a library": Kind("import xml.dom.minidom, fractions, statistics", {"other": ""}),
    "a library that is not there": Kind("try: import nowhere_at_all\n        except ImportError: pass", {"other": ""}),
    "numbers": Kind("np.linalg.inv(np.eye(3)); random.random()", {"other": ""}, top="import numpy as np, random"),
    "introspection": Kind("inspect.signature(Program.construct)", {"other": ""}, top="import inspect"),
    "logging": Kind("logging.getLogger('a').info('b')", {"other": ""}, top="import logging"),
    "where it lies": Kind("Path(__file__).resolve().parent", {"../other": ""}, top="from pathlib import Path"),
    "a thread": Kind(
        "t = threading.Thread(target=lambda: 1); t.start(); t.join()", {"other": ""}, top="import threading"
    ),
    "a picture by Cairo": Kind("cairo.ImageSurface(cairo.FORMAT_ARGB32, 4, 4)", {"other": ""}, top="import cairo"),
    "type by Typst": Kind("typst.compile(b'a', format='svg')", {"other": ""}, top="import typst"),
    "a database in memory": Kind(
        "sqlite3.connect(':memory:').execute('select 1')", {"other": ""}, top="import sqlite3"
    ),
    "a log that grows": Kind("open('log', 'a').write('x')", {"log": "y"}),
    "put back": Kind(
        "open('data.txt').read()", together(remove("data.txt"), lambda folder: (folder / "data.txt").write_text("1"))
    ),
}
