"""Kinds of things that a scene may read beside its sources, each with a change that a picture could show."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import shutil
import sqlite3
import subprocess
import tarfile
import wave
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Files = Mapping[str, str | bytes]
Change = Callable[[Path], object] | Files


@dataclass(frozen=True)
class Kind:
    """A program, what lies around it, and a change.

    Parameters
    ----------
    body
        Statements of ``construct``.
    change
        Files to write, or a function of the project's folder.
    top
        What stands before the class.
    files, prepare
        What is there: files, and what a function of the project's folder makes of them.
    before, after
        Variables of the environment, before and after the change.
    always
        Whether the step is drawn every time, for what it reads cannot be told.
    """

    body: str = "pass"
    change: Change = field(default_factory=lambda: {"data.txt": "2"})
    top: str = ""
    files: Files = field(default_factory=lambda: {"data.txt": "1"})
    prepare: Callable[[Path], object] = lambda folder: None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    always: bool = False


def packed(make: Callable[[bytes], bytes], name: str) -> dict[str, Any]:
    """Files in a packed form, before and after."""
    return {"files": {name: make(b"1")}, "change": {name: make(b"22")}}


def _zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.txt", data)
    return buffer.getvalue()


def _tar(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("inner.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def _wav(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(data * 800)
    return buffer.getvalue()


def _png(data: bytes) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (4 * len(data), 4)).save(buffer, "PNG")
    return buffer.getvalue()


def _npy(data: bytes) -> bytes:
    import numpy as np

    buffer = io.BytesIO()
    np.save(buffer, np.frombuffer(data, np.uint8))
    return buffer.getvalue()


def _database(number: int) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "marks.db")) as database:
            database.execute("create table if not exists marks (n)")
            database.execute("insert into marks values (?)", (number,))
            database.commit()

    return write


def _git(*words: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)

    return run


def _together(*steps: Callable[[Path], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        for step in steps:
            step(folder)

    return run


def _link(target: str, name: str = "link") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _mode(name: str, mode: int) -> Callable[[Path], None]:
    return lambda folder: (folder / name).chmod(mode)


def _older(name: str) -> Callable[[Path], None]:
    return lambda folder: os.utime(folder / name, (1e9, 1e9))


def _file_to_folder(folder: Path) -> None:
    (folder / "data" / "a").unlink()
    (folder / "data" / "a").mkdir()


_LOGGING = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n"
_PROGRAM = {"tool.sh": "#!/bin/sh\necho 1\n"}


def _program(name: str = "tool.sh") -> Callable[[Path], None]:
    return _mode(name, 0o755)


FILES: dict[str, Kind] = {
    "open": Kind("open('data.txt').read()"),
    "open in bytes": Kind("open('data.txt', 'rb').read()"),
    "open for update": Kind("open('data.txt', 'r+').read()"),
    "io.open": Kind("io.open('data.txt').read()", top="import io"),
    "codecs": Kind("codecs.open('data.txt', encoding='utf-8').read()", top="import codecs"),
    "os.open": Kind("os.read(os.open('data.txt', os.O_RDONLY), 9)", top="import os"),
    "os.open in a folder": Kind("os.open('data.txt', os.O_RDONLY, dir_fd=os.open('.', os.O_RDONLY))", top="import os"),
    "pathlib text": Kind("Path('data.txt').read_text()", top="from pathlib import Path"),
    "pathlib bytes": Kind("Path('data.txt').read_bytes()", top="from pathlib import Path"),
    "beside the file": Kind(
        "(Path(__file__).resolve().parent / 'data.txt').read_text()", top="from pathlib import Path"
    ),
    "path in bytes": Kind("open(b'data.txt').read()"),
    "json": Kind("json.load(open('data.txt'))", top="import json"),
    "csv": Kind("list(csv.reader(open('data.txt')))", top="import csv"),
    "toml": Kind(
        "tomllib.load(open('d.toml', 'rb'))", {"d.toml": "a = 2"}, top="import tomllib", files={"d.toml": "a = 1"}
    ),
    "configparser": Kind(
        "configparser.ConfigParser().read('d.ini')",
        {"d.ini": "[a]\nb = 2\n"},
        top="import configparser",
        files={"d.ini": "[a]\nb = 1\n"},
    ),
    "plist": Kind(
        "plistlib.load(open('d.plist', 'rb'))",
        top="import plistlib",
        **packed(lambda data: b"<plist><string>" + data + b"</string></plist>", "d.plist"),
    ),
    "pickle": Kind("pickle.load(open('d', 'rb'))", top="import pickle", **packed(pickle.dumps, "d")),
    "marshal": Kind("open('data.txt', 'rb').readinto(bytearray(4))"),
    "array": Kind("array.array('B').fromfile(open('data.txt', 'rb'), 1)", top="import array"),
    "mmap": Kind("mmap.mmap(os.open('data.txt', os.O_RDONLY), 0, prot=mmap.PROT_READ)[:]", top="import mmap, os"),
    "numpy.load": Kind("np.load('d.npy')", top="import numpy as np", **packed(_npy, "d.npy")),
    "numpy.load mapped": Kind("np.load('d.npy', mmap_mode='r')", top="import numpy as np", **packed(_npy, "d.npy")),
    "numpy.loadtxt": Kind("np.loadtxt('data.txt')", top="import numpy as np"),
    "numpy.genfromtxt": Kind("np.genfromtxt('data.txt')", top="import numpy as np"),
    "numpy.fromfile": Kind("np.fromfile('data.txt', np.uint8)", top="import numpy as np"),
    "numpy.memmap": Kind("np.memmap('data.txt', np.uint8, 'r')[:]", top="import numpy as np"),
    "gzip": Kind("gzip.open('d.gz').read()", top="import gzip", **packed(gzip.compress, "d.gz")),
    "bz2": Kind("bz2.open('d.bz2').read()", top="import bz2", **packed(bz2.compress, "d.bz2")),
    "lzma": Kind("lzma.open('d.xz').read()", top="import lzma", **packed(lzma.compress, "d.xz")),
    "zip": Kind("zipfile.ZipFile('d.zip').read('inner.txt')", top="import zipfile", **packed(_zip, "d.zip")),
    "zip by path": Kind(
        "zipfile.Path('d.zip', 'inner.txt').read_text()", top="import zipfile", **packed(_zip, "d.zip")
    ),
    "tar": Kind("tarfile.open('d.tar').getnames()", top="import tarfile", **packed(_tar, "d.tar")),
    "wave": Kind("wave.open('d.wav').getnframes()", top="import wave", **packed(_wav, "d.wav")),
    "picture by Pillow": Kind("Image.open('d.png').load()", top="from PIL import Image", **packed(_png, "d.png")),
    "xml": Kind(
        "ElementTree.parse('d.xml')",
        top="from xml.etree import ElementTree",
        **packed(lambda data: b"<a>" + data + b"</a>", "d.xml"),
    ),
    "xml.sax": Kind(
        "xml.sax.parse('d.xml', xml.sax.ContentHandler())",
        top="import xml.sax",
        **packed(lambda data: b"<a>" + data + b"</a>", "d.xml"),
    ),
    "dbm": Kind(
        "dbm.dumb.open('d', 'r')['a']",
        {"d.dat": "2"},
        top="import dbm.dumb",
        files={"d.dat": "1", "d.dir": "'a', (0, 1)\n"},
    ),
    "linecache": Kind("linecache.getline('data.txt', 1)", top="import linecache"),
    "fileinput": Kind("list(fileinput.input('data.txt'))", top="import fileinput"),
    "tokenize": Kind("tokenize.open('data.txt').read()", top="import tokenize"),
    "file by URL": Kind(
        "urllib.request.urlopen((Path.cwd() / 'data.txt').as_uri()).read()",
        top="import urllib.request\nfrom pathlib import Path",
    ),
    "copied, then read": Kind("shutil.copyfile('data.txt', 'copy.txt'); open('copy.txt').read()", top="import shutil"),
    "moved into place": Kind(
        "open('t', 'w').write(open('data.txt').read()); os.replace('t', 'copy'); open('copy').read()", top="import os"
    ),
    "fdopen": Kind("os.fdopen(os.open('data.txt', os.O_RDONLY)).read()", top="import os"),
    "thread": Kind(
        "t = threading.Thread(target=lambda: open('data.txt').read()); t.start(); t.join()", top="import threading"
    ),
    "pool of threads": Kind(
        "list(ThreadPoolExecutor(2).map(lambda name: open(name).read(), ['data.txt']))",
        top="from concurrent.futures import ThreadPoolExecutor",
    ),
    "by a link": Kind("open('link').read()", _link("b"), files={"a": "1", "b": "2"}, prepare=_link("a")),
    "by a linked folder": Kind(
        "open('link/data.txt').read()", _link("b"), files={"a/data.txt": "1", "b/data.txt": "2"}, prepare=_link("a")
    ),
    "not there yet": Kind("try: open('new.txt')\n        except OSError: pass", {"new.txt": "1"}),
    "taken away": Kind("open('data.txt').read()", _remove("data.txt")),
    "outside of the project": Kind(
        "open('../outside.txt').read()", {"../outside.txt": "2"}, files={"../outside.txt": "1"}
    ),
    "config read by logging": Kind(
        "logging.config.fileConfig('l.ini')",
        {"l.ini": _LOGGING + "level=INFO\n"},
        top="import logging.config",
        files={"l.ini": _LOGGING + "level=DEBUG\n"},
    ),
    "data of a package": Kind(
        "pkgutil.get_data('parts', 'data.txt')",
        {"parts/data.txt": "2"},
        top="import pkgutil",
        files={"parts/__init__.py": "", "parts/data.txt": "1"},
    ),
    "resource of a package": Kind(
        "files('parts').joinpath('data.txt').read_text()",
        {"parts/data.txt": "2"},
        top="from importlib.resources import files",
        files={"parts/__init__.py": "", "parts/data.txt": "1"},
    ),
    "source of a package as data": Kind(
        "pkgutil.get_data('parts', '__init__.py')",
        {"parts/__init__.py": "# 2"},
        top="import pkgutil",
        files={"parts/__init__.py": "# 1"},
    ),
    "script that is run": Kind(
        "runpy.run_path('s.py')", {"s.py": "a = 2"}, top="import runpy", files={"s.py": "a = 1"}
    ),
    "script that is executed": Kind("exec(open('s.py').read())", {"s.py": "a = 2"}, files={"s.py": "a = 1"}),
    "its own source": Kind(
        "inspect.getsource(Program)", lambda folder: _append(folder, "scene.py"), top="import inspect"
    ),
    # -- below Python
    "SQLite": Kind(
        "sqlite3.connect('marks.db').execute('select * from marks').fetchall()",
        _database(2),
        top="import sqlite3",
        files={},
        prepare=_database(1),
    ),
    "SQLite by URL": Kind(
        "sqlite3.connect('file:marks.db?mode=ro', uri=True).execute('select * from marks').fetchall()",
        _database(2),
        top="import sqlite3",
        files={},
        prepare=_database(1),
    ),
    "film by PyAV": Kind("av.open('d.wav').close()", top="import av", **packed(_wav, "d.wav")),
    "xml by lxml": Kind(
        "etree.parse('d.xml')",
        top="from lxml import etree",
        **packed(lambda data: b"<a>" + data + b"</a>", "d.xml"),
    ),
    "picture by Cairo": Kind(
        "cairo.ImageSurface.create_from_png('d.png')", top="import cairo", **packed(_png, "d.png")
    ),
    "Typst source": Kind(
        "typst.compile('d.typ', format='svg')", {"d.typ": "b"}, top="import typst", files={"d.typ": "a"}
    ),
    "read by Typst": Kind(
        "typst.compile(b'#read(\"/data.txt\")', format='svg', root='.')",
        top="import typst",
    ),
    "library in C": Kind("ctypes.CDLL(None).fopen(b'data.txt', b'r')", top="import ctypes"),
    # -- while modules are imported
    "at the top": Kind(top="DATA = open('data.txt').read()"),
    "json at the top": Kind(
        top="import json\nfrom pathlib import Path\nDATA = json.loads((Path(__file__).parent / 'data.txt').read_text())"
    ),
    "attribute of a class": Kind(top="class A:\n    data = open('data.txt').read()"),
    "default argument": Kind(top="def f(data=open('data.txt').read()): pass"),
    "decorator": Kind(top="def d(data): return lambda f: f\n@d(open('data.txt').read())\ndef f(): pass"),
    "folder at the top": Kind(top="import os\nDATA = os.listdir('data')", files={"data/a": ""}, change={"data/b": ""}),
    "existence at the top": Kind(top="import os\nDATA = os.path.exists('flag')", change={"flag": ""}),
    "lookup at the top": Kind(top="from pathlib import Path\nDATA = Path('flag').is_file()", change={"flag": ""}),
    **{
        f"helper called {name}": Kind(
            top=f"import {name.partition('/')[0].removesuffix('.py')} as helper",
            files={name: "DATA = open('data.txt').read()\n", "data.txt": "1"},
        )
        for name in ("helper.py", "importlib_data.py", "helper/__init__.py")
    },
    **{
        f"helper called {name}.py": Kind(
            "helper.read()",
            top="from kit import " + name + " as helper",
            files={
                "kit/__init__.py": "",
                f"kit/{name}.py": "def read():\n    return open('data.txt').read()\n",
                "data.txt": "1",
            },
        )
        for name in ("inspect", "traceback", "linecache", "tokenize", "warnings")
    },
    # -- looks that open nothing
    "os.path.exists": Kind("os.path.exists('flag')", {"flag": ""}, top="import os"),
    "os.path.isfile": Kind("os.path.isfile('flag')", {"flag": ""}, top="import os"),
    "os.path.isdir": Kind("os.path.isdir('flag')", {"flag/a": ""}, top="import os"),
    "os.path.lexists": Kind("os.path.lexists('link')", _link("nowhere"), top="import os"),
    "Path.exists": Kind("Path('flag').exists()", {"flag": ""}, top="from pathlib import Path"),
    "Path.is_file": Kind("Path('data.txt').is_file()", _remove("data.txt"), top="from pathlib import Path"),
    "Path.is_dir": Kind("Path('flag').is_dir()", {"flag/a": ""}, top="from pathlib import Path"),
    "exists outside": Kind("os.path.exists('../flag')", {"../flag": ""}, top="import os"),
    "os.path.getsize": Kind("os.path.getsize('data.txt')", {"data.txt": "22"}, top="import os"),
    "os.path.getmtime": Kind("os.path.getmtime('data.txt')", _older("data.txt"), top="import os"),
    "size by stat": Kind("os.stat('data.txt').st_size", {"data.txt": "22"}, top="import os"),
    "mode by stat": Kind("Path('data.txt').stat().st_mode", _mode("data.txt", 0o600), top="from pathlib import Path"),
    "os.access": Kind("os.access('data.txt', os.X_OK)", _mode("data.txt", 0o755), top="import os"),
    "os.readlink": Kind("os.readlink('link')", _link("b"), top="import os", prepare=_link("a")),
    "Path.readlink": Kind("Path('link').readlink()", _link("b"), top="from pathlib import Path", prepare=_link("a")),
    "Path.is_symlink": Kind("Path('link').is_symlink()", _link("a"), top="from pathlib import Path"),
    "os.path.realpath": Kind("os.path.realpath('link')", _link("b"), top="import os", prepare=_link("a")),
    "Path.resolve": Kind("Path('link').resolve()", _link("b"), top="from pathlib import Path", prepare=_link("a")),
    "os.path.samefile": Kind(
        "os.path.samefile('link', 'a')", _link("b"), top="import os", files={"a": "", "b": ""}, prepare=_link("a")
    ),
    "filecmp": Kind("filecmp.cmp('a', 'b')", {"b": "22"}, top="import filecmp", files={"a": "1", "b": "2"}),
    "os.listdir": Kind("os.listdir('data')", {"data/b": ""}, top="import os", files={"data/a": ""}),
    "os.listdir here": Kind("os.listdir()", {"new": ""}, top="import os"),
    "os.scandir": Kind("[e.name for e in os.scandir('data')]", {"data/b": ""}, top="import os", files={"data/a": ""}),
    "kind by os.scandir": Kind(
        "[e.is_dir() for e in os.scandir('data')]", _file_to_folder, top="import os", files={"data/a": ""}
    ),
    "size by os.scandir": Kind(
        "[e.stat().st_size for e in os.scandir('data')]", {"data/a": "22"}, top="import os", files={"data/a": "1"}
    ),
    "os.walk": Kind("list(os.walk('data'))", {"data/a/c": ""}, top="import os", files={"data/a/b": ""}),
    "iterdir": Kind(
        "list(Path('data').iterdir())", {"data/b": ""}, top="from pathlib import Path", files={"data/a": ""}
    ),
    "glob": Kind("glob.glob('data/*.csv')", {"data/b.csv": ""}, top="import glob", files={"data/a.csv": ""}),
    "glob beside the scene": Kind(
        "list(Path(__file__).parent.glob('*.csv'))", {"b.csv": ""}, top="from pathlib import Path", files={"a.csv": ""}
    ),
    "rglob": Kind(
        "list(Path('data').rglob('*.csv'))",
        {"data/in/b.csv": ""},
        top="from pathlib import Path",
        files={"data/in/a.csv": ""},
    ),
    "folder that is not there yet": Kind("glob.glob('data/*.csv')", {"data/a.csv": ""}, top="import glob"),
    "folder outside": Kind("os.listdir('../data')", {"../data/b": ""}, top="import os", files={"../data/a": ""}),
    # -- other processes
    "subprocess": Kind("subprocess.run(['cat', 'data.txt'], stdout=-3)", top="import subprocess"),
    "output of a subprocess": Kind("subprocess.check_output('cat < data.txt', shell=True)", top="import subprocess"),
    "pipeline of a shell": Kind("subprocess.getoutput('cat data.txt | wc -c')", top="import subprocess"),
    "os.popen": Kind("os.popen('cat data.txt').read()", top="import os"),
    "os.system": Kind("os.system('cat data.txt > /dev/null')", top="import os"),
    "os.posix_spawn": Kind(
        "os.waitpid(os.posix_spawn('/bin/sh', ['sh', '-c', 'cat data.txt > /dev/null'], {'PATH': '/bin:/usr/bin'}), 0)",
        top="import os",
    ),
    "os.spawnlp": Kind("os.spawnlp(os.P_WAIT, 'wc', 'wc', '--files0-from=data.txt')", top="import os"),
    "os.fork": Kind(
        "p = os.fork()\n        if not p:\n            open('data.txt').read()"
        "\n            os._exit(0)\n        os.waitpid(p, 0)",
        top="import os",
    ),
    "multiprocessing": Kind(
        "p = multiprocessing.get_context('fork').Process(target=read); p.start(); p.join()",
        top="import multiprocessing\ndef read(): open('data.txt').read()",
    ),
    "program of the project": Kind(
        "subprocess.check_output(['./tool.sh'])",
        _together(lambda folder: (folder / "tool.sh").write_text("#!/bin/sh\necho 2\n"), _program()),
        top="import subprocess",
        files=_PROGRAM,
        prepare=_program(),
    ),
    "script of a shell": Kind(
        "subprocess.check_output(['sh', 'tool.sh'])", {"tool.sh": "echo 2"}, top="import subprocess", files=_PROGRAM
    ),
    "file that a program looks for": Kind(
        "subprocess.run('test -f flag', shell=True)", {"flag": ""}, top="import subprocess"
    ),
    "folder that a program lists": Kind(
        "subprocess.check_output(['ls', 'data'])", {"data/b": ""}, top="import subprocess", files={"data/a": ""}
    ),
    "folder that a shell expands": Kind(
        "subprocess.getoutput('echo data/*')", {"data/b": ""}, top="import subprocess", files={"data/a": ""}
    ),
    "file outside, by a program": Kind(
        "subprocess.check_output(['cat', '../o.txt'])",
        {"../o.txt": "2"},
        top="import subprocess",
        files={"../o.txt": "1"},
    ),
    "git": Kind(
        "subprocess.check_output(['git', 'rev-parse', 'HEAD'])",
        _git("commit", "--allow-empty", "-m", "two"),
        top="import subprocess",
        prepare=_together(_git("init"), _git("commit", "--allow-empty", "-m", "one")),
    ),
    "program that comes before another": Kind(
        "subprocess.check_output(['tool.sh'])",
        _together(lambda folder: shutil.copy(folder / "b/tool.sh", folder / "a/tool.sh")),
        top="import subprocess",
        files={"a/none": "", "b/tool.sh": "#!/bin/sh\necho 1\n"},
        prepare=_program("b/tool.sh"),
        before={"PATH": "a:b:/bin:/usr/bin"},
    ),
    "network": Kind(
        "s = socket.socket()\n        try: s.connect(('127.0.0.1', 9))\n        except OSError: pass",
        top="import socket",
        always=True,
    ),
}


def _append(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text(path.read_text() + "        # more\n")


def _variable(body: str, top: str = "import os") -> Kind:
    return Kind(body, {}, top=top, before={"SIZE": "1"}, after={"SIZE": "2"})


ENVIRONMENT: dict[str, Kind] = {
    "os.environ": _variable("os.environ['SIZE']"),
    "os.environ.get": _variable("os.environ.get('SIZE')"),
    "os.getenv": _variable("os.getenv('SIZE')"),
    "os.getenv, not set": Kind("os.getenv('SIZE')", {}, top="import os", after={"SIZE": "2"}),
    "os.environb": _variable("os.environb[b'SIZE']"),
    "os.getenvb": _variable("os.getenvb(b'SIZE')"),
    "in": Kind("'SIZE' in os.environ", {}, top="import os", after={"SIZE": "2"}),
    "setdefault": _variable("os.environ.setdefault('SIZE', '3')"),
    "pop": _variable("os.environ.pop('SIZE')"),
    "items": _variable("dict(os.environ.items())"),
    "dict": _variable("dict(os.environ)"),
    "copy": _variable("os.environ.copy()"),
    "union": _variable("os.environ | {}"),
    "expandvars": _variable("os.path.expandvars('$SIZE')"),
    "expandvars in bytes": _variable("os.path.expandvars(b'$SIZE')"),
    "expanduser": Kind("os.path.expanduser('~')", {}, top="import os", before={"HOME": "/a"}, after={"HOME": "/b"}),
    "Path.home": Kind("Path.home()", {}, top="from pathlib import Path", before={"HOME": "/a"}, after={"HOME": "/b"}),
    "Path.expanduser": Kind(
        "Path('~/a').expanduser()", {}, top="from pathlib import Path", before={"HOME": "/a"}, after={"HOME": "/b"}
    ),
    "getuser": Kind("getpass.getuser()", {}, top="import getpass", before={"LOGNAME": "a"}, after={"LOGNAME": "b"}),
    "which, another path": Kind(
        "shutil.which('sh')", {}, top="import shutil", before={"PATH": "/bin"}, after={"PATH": "/usr/bin"}
    ),
    "which, a new program": Kind(
        "shutil.which('tool.sh')",
        _together(_program("a/tool.sh")),
        top="import shutil",
        files={"a/tool.sh": "#!/bin/sh\n"},
        before={"PATH": "a:/bin"},
    ),
    "size of the terminal": Kind(
        "shutil.get_terminal_size()", {}, top="import shutil", before={"COLUMNS": "80"}, after={"COLUMNS": "90"}
    ),
    "folder for temporary files": Kind(
        "tempfile.gettempdir()",
        {},
        top="import tempfile\ntempfile.tempdir = None",
        before={"TMPDIR": "/tmp"},
        after={"TMPDIR": "/var/tmp"},
    ),
    "locale": Kind(
        "locale.setlocale(locale.LC_ALL, '')",
        {},
        top="import locale",
        before={"LC_ALL": "C"},
        after={"LC_ALL": "C.UTF-8"},
    ),
    "template": _variable("string.Template('$SIZE').substitute(os.environ)", "import os, string"),
    "configparser with variables": _variable(
        "configparser.ConfigParser({'size': os.environ['SIZE']})", "import configparser, os"
    ),
    "click": _variable(
        "click.Command('a', params=[click.Option(['--size'], envvar='SIZE')], callback=lambda size: None)"
        ".main([], standalone_mode=False)",
        "import click",
    ),
    "argparse": _variable(
        "p = argparse.ArgumentParser(); p.add_argument('-s', default=os.getenv('SIZE')); p.parse_args([])",
        "import argparse, os",
    ),
    "at the top": _variable("pass", "import os\nSIZE = os.environ['SIZE']"),
    "subprocess": _variable("subprocess.check_output('echo $SIZE', shell=True)", "import subprocess"),
    "os.popen": _variable("os.popen('echo $SIZE').read()"),
    "os.system": _variable("os.system('test $SIZE')"),
    "new variable for a subprocess": Kind(
        "subprocess.check_output('echo $SIZE', shell=True)",
        {},
        top="import subprocess",
        before={"SIZE": "1"},
        after={"SIZE": ""},
    ),
    "multiprocessing": _variable(
        "p = multiprocessing.get_context('fork').Process(target=os.getenv, args=('SIZE',)); p.start(); p.join()",
        "import multiprocessing, os",
    ),
    "os.fork": _variable(
        "p = os.fork()\n        if not p:\n            os._exit(len(os.environ['SIZE']))\n        os.waitpid(p, 0)"
    ),
    "/proc/self/environ": _variable("open('/proc/self/environ').read()"),
    "in a helper": Kind(
        "helper.size()",
        {},
        top="import helper",
        files={"helper.py": "import os\ndef size():\n    return os.environ['SIZE']\n"},
        before={"SIZE": "1"},
        after={"SIZE": "2"},
    ),
    "in a thread": _variable(
        "t = threading.Thread(target=lambda: os.environ['SIZE']); t.start(); t.join()", "import os, threading"
    ),
}


HARMLESS: dict[str, Kind] = {
    "nothing": Kind("open('data.txt').read()", {}),
    "a touch": Kind("open('data.txt').read()", _older("data.txt")),
    "the same bytes again": Kind("open('data.txt').read()", {"data.txt": "1"}),
    "another file": Kind("open('data.txt').read()", {"other.txt": "2"}),
    "a file in another folder": Kind("os.listdir('data')", {"other/b": ""}, top="import os", files={"data/a": ""}),
    "a variable that nobody reads": Kind("pass", {}, after={"SIZE": "2"}),
    "another variable": Kind("os.environ['SIZE']", {}, top="import os", before={"SIZE": "1"}, after={"WIDTH": "2"}),
    "a comment in a helper": Kind(
        "pass", {"helper.py": "A = 1  # one\n"}, top="import helper", files={"helper.py": "A = 1\n"}
    ),
    "a comment in the scene": Kind("pass", lambda folder: _append(folder, "scene.py")),
    "a comment behind a warning": Kind(
        "warnings.warn('a')", lambda folder: _append(folder, "scene.py"), top="import warnings"
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
        "open('data.txt').read()", _together(_remove("data.txt"), lambda folder: (folder / "data.txt").write_text("1"))
    ),
}
