"""Files, folders and programs that a scene may read, each with a change that a picture could show."""

from __future__ import annotations

import bz2
import gzip
import lzma
import pickle
import shutil

from tests.keys.kind import (
    Kind,
    append,
    as_npy,
    as_png,
    as_wave,
    database,
    file_to_folder,
    git,
    link,
    mode,
    older,
    packed,
    program,
    remove,
    tarred,
    together,
    zipped,
)

_LOGGING = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n"
_PROGRAM = {"tool.sh": "#!/bin/sh\necho 1\n"}


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
    "numpy.load": Kind("np.load('d.npy')", top="import numpy as np", **packed(as_npy, "d.npy")),
    "numpy.load mapped": Kind("np.load('d.npy', mmap_mode='r')", top="import numpy as np", **packed(as_npy, "d.npy")),
    "numpy.loadtxt": Kind("np.loadtxt('data.txt')", top="import numpy as np"),
    "numpy.genfromtxt": Kind("np.genfromtxt('data.txt')", top="import numpy as np"),
    "numpy.fromfile": Kind("np.fromfile('data.txt', np.uint8)", top="import numpy as np"),
    "numpy.memmap": Kind("np.memmap('data.txt', np.uint8, 'r')[:]", top="import numpy as np"),
    "gzip": Kind("gzip.open('d.gz').read()", top="import gzip", **packed(gzip.compress, "d.gz")),
    "bz2": Kind("bz2.open('d.bz2').read()", top="import bz2", **packed(bz2.compress, "d.bz2")),
    "lzma": Kind("lzma.open('d.xz').read()", top="import lzma", **packed(lzma.compress, "d.xz")),
    "zip": Kind("zipfile.ZipFile('d.zip').read('inner.txt')", top="import zipfile", **packed(zipped, "d.zip")),
    "zip by path": Kind(
        "zipfile.Path('d.zip', 'inner.txt').read_text()", top="import zipfile", **packed(zipped, "d.zip")
    ),
    "tar": Kind("tarfile.open('d.tar').getnames()", top="import tarfile", **packed(tarred, "d.tar")),
    "wave": Kind("wave.open('d.wav').getnframes()", top="import wave", **packed(as_wave, "d.wav")),
    "picture by Pillow": Kind("Image.open('d.png').load()", top="from PIL import Image", **packed(as_png, "d.png")),
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
    "by a link": Kind("open('link').read()", link("b"), files={"a": "1", "b": "2"}, prepare=link("a")),
    "by a linked folder": Kind(
        "open('link/data.txt').read()", link("b"), files={"a/data.txt": "1", "b/data.txt": "2"}, prepare=link("a")
    ),
    "not there yet": Kind("try: open('new.txt')\n        except OSError: pass", {"new.txt": "1"}),
    "taken away": Kind("open('data.txt').read()", remove("data.txt")),
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
        "inspect.getsource(Program)", lambda folder: append(folder, "scene.py"), top="import inspect"
    ),
    # -- below Python
    "SQLite": Kind(
        "sqlite3.connect('marks.db').execute('select * from marks').fetchall()",
        database(2),
        top="import sqlite3",
        files={},
        prepare=database(1),
    ),
    "SQLite by URL": Kind(
        "sqlite3.connect('file:marks.db?mode=ro', uri=True).execute('select * from marks').fetchall()",
        database(2),
        top="import sqlite3",
        files={},
        prepare=database(1),
    ),
    "film by PyAV": Kind("av.open('d.wav').close()", top="import av", **packed(as_wave, "d.wav")),
    "xml by lxml": Kind(
        "etree.parse('d.xml')",
        top="from lxml import etree",
        **packed(lambda data: b"<a>" + data + b"</a>", "d.xml"),
    ),
    "picture by Cairo": Kind(
        "cairo.ImageSurface.create_from_png('d.png')", top="import cairo", **packed(as_png, "d.png")
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
    "os.path.lexists": Kind("os.path.lexists('link')", link("nowhere"), top="import os"),
    "Path.exists": Kind("Path('flag').exists()", {"flag": ""}, top="from pathlib import Path"),
    "Path.is_file": Kind("Path('data.txt').is_file()", remove("data.txt"), top="from pathlib import Path"),
    "Path.is_dir": Kind("Path('flag').is_dir()", {"flag/a": ""}, top="from pathlib import Path"),
    "exists outside": Kind("os.path.exists('../flag')", {"../flag": ""}, top="import os"),
    "os.path.getsize": Kind("os.path.getsize('data.txt')", {"data.txt": "22"}, top="import os"),
    "os.path.getmtime": Kind("os.path.getmtime('data.txt')", older("data.txt"), top="import os"),
    "size by stat": Kind("os.stat('data.txt').st_size", {"data.txt": "22"}, top="import os"),
    "mode by stat": Kind("Path('data.txt').stat().st_mode", mode("data.txt", 0o600), top="from pathlib import Path"),
    "os.access": Kind("os.access('data.txt', os.X_OK)", mode("data.txt", 0o755), top="import os"),
    "os.readlink": Kind("os.readlink('link')", link("b"), top="import os", prepare=link("a")),
    "Path.readlink": Kind("Path('link').readlink()", link("b"), top="from pathlib import Path", prepare=link("a")),
    "Path.is_symlink": Kind("Path('link').is_symlink()", link("a"), top="from pathlib import Path"),
    "os.path.realpath": Kind("os.path.realpath('link')", link("b"), top="import os", prepare=link("a")),
    "Path.resolve": Kind("Path('link').resolve()", link("b"), top="from pathlib import Path", prepare=link("a")),
    "os.path.samefile": Kind(
        "os.path.samefile('link', 'a')", link("b"), top="import os", files={"a": "", "b": ""}, prepare=link("a")
    ),
    "filecmp": Kind("filecmp.cmp('a', 'b')", {"b": "22"}, top="import filecmp", files={"a": "1", "b": "2"}),
    "os.listdir": Kind("os.listdir('data')", {"data/b": ""}, top="import os", files={"data/a": ""}),
    "os.listdir here": Kind("os.listdir()", {"new": ""}, top="import os"),
    "os.scandir": Kind("[e.name for e in os.scandir('data')]", {"data/b": ""}, top="import os", files={"data/a": ""}),
    "kind by os.scandir": Kind(
        "[e.is_dir() for e in os.scandir('data')]", file_to_folder, top="import os", files={"data/a": ""}
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
        together(lambda folder: (folder / "tool.sh").write_text("#!/bin/sh\necho 2\n"), program()),
        top="import subprocess",
        files=_PROGRAM,
        prepare=program(),
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
        git("commit", "--allow-empty", "-m", "two"),
        top="import subprocess",
        prepare=together(git("init"), git("commit", "--allow-empty", "-m", "one")),
    ),
    "program that comes before another": Kind(
        "subprocess.check_output(['tool.sh'])",
        together(lambda folder: shutil.copy(folder / "b/tool.sh", folder / "a/tool.sh")),
        top="import subprocess",
        files={"a/none": "", "b/tool.sh": "#!/bin/sh\necho 1\n"},
        prepare=program("b/tool.sh"),
        before={"PATH": "a:b:/bin:/usr/bin"},
    ),
    "network": Kind(
        "s = socket.socket()\n        try: s.connect(('127.0.0.1', 9))\n        except OSError: pass",
        top="import socket",
        always=True,
    ),
}
