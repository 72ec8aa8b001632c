"""Ways to ask the environment, each with a change that a picture could show."""

from __future__ import annotations

from tests.keys.kind import Kind, program, together


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
        together(program("a/tool.sh")),
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
