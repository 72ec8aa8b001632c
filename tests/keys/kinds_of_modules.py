"""Edits of modules of the project and of installed packages, by whatever door their code comes in."""

from __future__ import annotations

import importlib._bootstrap_external as external
import io
import zipfile
from collections.abc import Iterator, Mapping

from tests.keys.code_projects import HELPER, SCENE, Edit, Kind, plain


def imports() -> Iterator[Kind]:
    """Modules of the project, however they are imported."""
    edit: Mapping[str, Edit] = {HELPER: ("X = 1", "X = 2")}
    for name, top, body in (
        ("import", "import helper", "self.put(helper.X)"),
        ("from import", "from helper import X", "self.put(X)"),
        ("star", "from helper import *", "self.put(X)"),
        ("inside a function", "", "import helper\nself.put(helper.X)"),
        ("import_module", "from importlib import import_module", "self.put(import_module('helper').X)"),
        ("__import__", "", "self.put(__import__('helper').X)"),
        ("computed", "from importlib import import_module", "self.put(import_module('hel' + 'per').X)"),
        (
            "an alias of import_module",
            "import importlib\nget = importlib.import_module",
            "self.put(get('hel' + 'per').X)",
        ),
        ("under try", "try:\n    import helper\nexcept ImportError:\n    helper = None", "self.put(helper.X)"),
        ("exec", "exec('import hel' + 'per')", "self.put(helper.X)"),
        ("reload", "import importlib, helper\nimportlib.reload(helper)", "self.put(helper.X)"),
    ):
        yield Kind(f"a helper, imported by {name}", {SCENE: plain(body, top=top), HELPER: "X = 1\n"}, edit)
    package = {
        "project/kit/__init__.py": "",
        "project/kit/deep/sizes.py": "from ..base import X\n",
        "project/kit/base.py": "X = 1\n",
    }
    scene = plain("self.put(X)", top="from kit.deep.sizes import X")
    yield Kind("a module behind relative imports", {SCENE: scene, **package}, {"project/kit/base.py": ("1", "2")})
    yield Kind(
        "the file of a package",
        {SCENE: plain("self.put(kit.Y)", top="import kit"), **package, "project/kit/__init__.py": "Y = 1\n"},
        {"project/kit/__init__.py": ("1", "2")},
    )
    lazy = "def __getattr__(name):\n    return 1\n"
    yield Kind(
        "a module's __getattr__",
        {SCENE: plain("self.put(helper.X)", top="import helper"), HELPER: lazy},
        {HELPER: ("1", "2")},
    )
    optional = "try:\n    import {0}\n    X = 2\nexcept ImportError:\n    X = 1\n"
    yield Kind(
        "a module that comes to exist", {SCENE: plain("self.put(X)", top=optional.format("helper"))}, {HELPER: ""}
    )
    computed = "import importlib\n" + optional.format("helper").replace(
        "import helper", "importlib.import_module('hel' + 'per')"
    )
    yield Kind("a computed import that comes to exist", {SCENE: plain("self.put(X)", top=computed)}, {HELPER: ""})
    found = "import importlib.util\nX = 2 if importlib.util.find_spec('hel' + 'per') else 1"
    yield Kind("a module that is looked for", {SCENE: plain("self.put(X)", top=found)}, {HELPER: ""})
    yield Kind(
        "a module in the place of a library",
        {SCENE: plain("self.put(getattr(poplib, 'X', 1))", top="import poplib")},
        {"project/poplib.py": "X = 2\n"},
    )
    yield Kind(
        "a package in the place of a module",
        {SCENE: plain("self.put(helper.X)", top="import helper"), HELPER: "X = 1\n"},
        {"project/helper/__init__.py": "X = 2\n"},
    )
    yield Kind(
        "a module that goes away",
        {SCENE: plain("self.put(X)", top=optional.format("helper")), HELPER: ""},
        {HELPER: None},
    )
    inner = {"project/scenes/scene.py": plain("self.put(helper.X)", top="import helper"), HELPER: "X = 1\n"}
    yield Kind("a module that hides another", inner, {"project/scenes/helper.py": "X = 2\n"})
    hidden = {
        "project/scenes/scene.py": plain(
            "self.put(h.X)", top="import importlib\nh = importlib.import_module('hel' + 'per')"
        ),
        HELPER: "X = 1\n",
    }
    yield Kind("a module that hides one of a computed name", hidden, {"project/scenes/helper.py": "X = 2\n"})
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import helper\n"
    yield Kind("a helper for types only", {SCENE: plain("self.put(1)", top=typed), HELPER: "X = 1\n"}, edit)


def loaders() -> Iterator[Kind]:
    """Code that comes in by other doors."""
    spec = "import importlib.util as u\ns = u.spec_from_file_location('h', 'helper.py')\n"
    spec += "h = u.module_from_spec(s)\ns.loader.exec_module(h)\n"
    for name, top in {
        "spec_from_file_location": spec,
        "SourceFileLoader": (
            "from importlib.machinery import SourceFileLoader\nh = SourceFileLoader('h', 'helper.py').load_module()\n"
        ),
        "runpy": "import runpy, types\nh = types.SimpleNamespace(**runpy.run_path('helper.py'))\n",
        "exec": "import types\nh = types.SimpleNamespace()\nexec(open('helper.py').read(), h.__dict__)\n",
        "a path of its own": "import sys\nsys.path.insert(0, 'lib')\nimport further as h\n",
        "addsitedir": "import site\nsite.addsitedir('lib')\nimport further as h\n",
        "a finder of its own": (
            "import sys, importlib.util\nclass F:\n    @staticmethod\n"
            "    def find_spec(name, path=None, target=None):\n"
            "        return importlib.util.spec_from_file_location(name, 'helper.py') if name == 'odd' else None\n"
            "sys.meta_path.append(F)\nimport odd as h\n"
        ),
    }.items():
        files = {SCENE: plain("self.put(h.X)", top=top), HELPER: "X = 1\n", "project/lib/further.py": "X = 1\n"}
        place = "project/lib/further.py" if "further" in top else HELPER
        yield Kind(f"code, loaded by {name}", files, {place: ("X = 1", "X = 2")})
    zipped = "import sys\nsys.path.insert(0, 'lib.zip')\nimport packed\n"
    packed: dict[str, str | bytes] = {
        SCENE: plain("self.put(packed.X)", top=zipped),
        "project/lib.zip": archive("X = 1\n"),
    }
    yield Kind("a zipped module", packed, {"project/lib.zip": archive("X = 2\n")})
    bare: dict[str, str | bytes] = {
        SCENE: plain("self.put(bare.X)", top="import bare"),
        "project/bare.pyc": compiled("X = 1\n"),
    }
    yield Kind("a module without source", bare, {"project/bare.pyc": compiled("X = 2\n")})
    odd = plain("self.put(b.X)", top="import importlib\nb = importlib.import_module('ba' + 're')")
    yield Kind(
        "a computed module without source",
        {SCENE: odd, "project/bare.pyc": compiled("X = 1\n")},
        {"project/bare.pyc": compiled("X = 2\n")},
    )


def installed() -> Iterator[Kind]:
    """Packages, edited where they are installed."""
    base = {
        "site-packages/odd/__init__.py": "from odd.inner import X\nimport leaf\n",
        "site-packages/odd/inner.py": "X = 1\n",
        "site-packages/odd/size.txt": "1",
        "site-packages/leaf.py": "Y = 1\n",
        "site-packages/Odd_Name-1.0.dist-info/METADATA": "Name: odd-name\nVersion: 1.0\n",
        "site-packages/shared/part/__init__.py": "Z = 1\n",
        "site-packages/stranger/__init__.py": "Q = 1\n",
    }
    read = "from pathlib import Path\nimport odd\nX = float((Path(odd.__file__).parent / 'size.txt').read_text())"
    for name, top, value, place in (
        ("a package", "import odd", "odd.X", "odd/inner.py"),
        ("a package, imported in a function", "", "__import__('odd').X", "odd/inner.py"),
        (
            "a package of a computed name",
            "import importlib\no = importlib.import_module('o' + 'dd')",
            "o.X",
            "odd/inner.py",
        ),
        ("what a package depends on", "import odd", "odd.leaf.Y", "leaf.py"),
        ("a single module", "import leaf", "leaf.Y", "leaf.py"),
        ("a part of a shared package", "import shared.part", "shared.part.Z", "shared/part/__init__.py"),
        ("the data of a package", read, "X", "odd/size.txt"),
        ("a package behind a helper", "import helper", "helper.X", "odd/inner.py"),
        ("another package", "import odd", "odd.X", "stranger/__init__.py"),
    ):
        files = {**base, SCENE: plain(f"self.put({value})", top=top), HELPER: "from odd import X\n"}
        yield Kind(f"{name}, edited where it is installed", files, {f"site-packages/{place}": ("1", "2")})
    optional = "try:\n    import fresh\n    X = 2\nexcept ImportError:\n    X = 1\n"
    yield Kind(
        "a package that is installed",
        {**base, SCENE: plain("self.put(X)", top=optional)},
        {"site-packages/fresh.py": ""},
    )


def archive(text: str) -> bytes:
    """A zip file with a module ``packed``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(zipfile.ZipInfo("packed.py"), text)
    return buffer.getvalue()


def compiled(text: str) -> bytes:
    """A module in compiled form."""
    return bytes(external._code_to_timestamp_pyc(compile(text, "bare.py", "exec"), 0, len(text)))  # type: ignore[attr-defined]
