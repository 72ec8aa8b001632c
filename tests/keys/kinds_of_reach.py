"""Edits of a step, where earlier code reaches it and where it does not; edits of what a scene shows of its own text."""

from __future__ import annotations

from collections.abc import Iterator

from tests.keys.code_projects import HELPER, REGISTRY, SCENE, Kind, lesson, plain

_TAKES_END = "class T:\n    def go(self):\n        self.end()\n"


def reaches() -> Iterator[Kind]:
    """Ways in which the first step reaches the second; the edit is in the body of the second."""
    ways: dict[str, tuple[str, str, str]] = {
        "by name": ("self.end()", "", ""),
        "getattr with a text": ('getattr(self, "end")()', "", ""),
        "getattr with a computed name": ('getattr(self, "e" + "nd")()', "", ""),
        "alias of getattr": ('look = getattr\nlook(self, "e" + "nd")()', "", ""),
        "getattr of builtins": ('import builtins\nbuiltins.getattr(self, "e" + "nd")()', "", ""),
        "partial of getattr": ('from functools import partial\npartial(getattr, self)("e" + "nd")()', "", ""),
        "methodcaller by another name": ('mc("e" + "nd")(self)', "from operator import methodcaller as mc", ""),
        "attrgetter": ('operator.attrgetter("e" + "nd")(self)()', "import operator", ""),
        "vars": ('vars(type(self))["e" + "nd"](self)', "", ""),
        "the dictionary of the class": ('type(self).__dict__["end"](self)', "", ""),
        "the dictionary with a computed name": ('type(self).__dict__["e" + "nd"](self)', "", ""),
        "eval": ('eval("self.en" + "d()")', "", ""),
        "exec": ('exec("self.en" + "d()")', "", ""),
        "getmembers": ('dict(inspect.getmembers(self))["e" + "nd"]()', "import inspect", ""),
        "getmembers by another name": (
            'dict(all_of(self))["e" + "nd"]()',
            "from inspect import getmembers as all_of",
            "",
        ),
        "match on a class by keyword": ("match self:\n    case S(end=last):\n        last()", "", ""),
        "match on a class by place": (
            "match self:\n    case S(last):\n        last()",
            "",
            '__match_args__ = ("end",)',
        ),
        "dir": ('[getattr(self, n) for n in dir(self) if n[:2] + n[-1] == "end"][0]()', "", ""),
        "the list of steps": ("getattr(self, self.steps()[1].name)()", "", ""),
        "__getattribute__": ('super().__getattribute__("e" + "nd")()', "", ""),
        "through the class": ("S.end(self)", "", ""),
        "globals": ('globals()["S"].end(self)', "", ""),
        "the module": ("sys.modules[__name__].S.end(self)", "import sys", ""),
        "a list in the class": ("self.order[0](self)", "", "order = [end]"),
        "a default argument": ("self.call()", "", "def call(self, last=end):\n    last(self)"),
        "a lambda of the module": ("LAST(self)", "LAST = lambda scene: scene.end()", ""),
        "a property": ("self.last()", "", "@property\ndef last(self):\n    return self.end"),
        "another class, unbound": ("T.go(self)", _TAKES_END, ""),
        "another class, made a method": ("import types\ntypes.MethodType(T.go, self)()", _TAKES_END, ""),
        "a static method": ("T.go(self)", "class T:\n    @staticmethod\n    def go(self):\n        self.end()\n", ""),
        "a function of the module": ("last(self)", "def last(scene):\n    scene.end()\n", ""),
        "a comprehension": ("[last() for last in (self.end,)]", "", ""),
        "map": ("list(map(type(self).end, [self]))", "", ""),
        "__getattr__": (
            "self.last()",
            "",
            "def __getattr__(self, name):\n    return lambda: type(self).__dict__['e' + 'nd'](self)",
        ),
        "a callback": (
            "with ExitStack() as stack:\n    stack.callback(self.end)",
            "from contextlib import ExitStack",
            "",
        ),
        "__init_subclass__": (
            "KEPT[-1].__dict__['e' + 'nd'](self)",
            "KEPT = []\nclass Keeps:\n    def __init_subclass__(cls):\n        KEPT.append(cls)\n",
            "",
        ),
    }
    for name, (begin, top, more) in ways.items():
        bases = "Keeps, Lesson" if "class Keeps" in top else "Lesson"
        files = {SCENE: lesson(begin, top=top, more=more, bases=bases)}
        yield Kind(f"a later step, reached by {name}", files, {SCENE: ("self.put(2)", "self.put(3)")})
    decorated = lesson("KEPT[-1](self)", top=REGISTRY).replace('    @step(en="Two."', '    @keep\n    @step(en="Two."')
    yield Kind("a later step, kept by its decorator", {SCENE: decorated}, {SCENE: ("self.put(2)", "self.put(3)")})
    meta = "KEPT = []\nclass Meta(type):\n    def __new__(kind, name, bases, body):\n        KEPT.append(body)\n"
    meta += "        return super().__new__(kind, name, bases, body)\n"
    made = {SCENE: lesson('KEPT[-1]["e" + "nd"](self)', top=meta, bases="Lesson, metaclass=Meta")}
    yield Kind("a later step, kept by a metaclass", made, {SCENE: ("self.put(2)", "self.put(3)")})
    for name, text in {
        "by name": "def last(scene):\n    scene.end()\n",
        "by a computed name": "def last(scene):\n    getattr(scene, 'e' + 'nd')()\n",
        "by a match": "def last(scene):\n    match scene:\n        case object(end=way):\n            way()\n",
    }.items():
        files = {SCENE: lesson("helper.last(self)", top="import helper"), HELPER: text}
        yield Kind(f"a later step, reached by a helper {name}", files, {SCENE: ("self.put(2)", "self.put(3)")})
    for name, begin in {
        "imported by a computed name": 'import importlib\nimportlib.import_module("hel" + "per").last(self)',
        "on a path of its own": 'import sys\nsys.path.insert(0, "lib")\nimport further\nfurther.last(self)',
    }.items():
        reach = "def last(scene):\n    scene.end()\n"
        files = {SCENE: lesson(begin), HELPER: reach, "project/lib/further.py": reach}
        yield Kind(f"a later step, reached by a helper {name}", files, {SCENE: ("self.put(2)", "self.put(3)")})


def no_reaches() -> Iterator[Kind]:
    """Edits of the second step that no first step sees."""
    for name, begin, top in (
        ("nothing", "self.put(1)", ""),
        ("a text of the same name", 'name = "end"\nself.put(len(name))', ""),
        ("a variable of the same name", "end = 3\nself.put(end)", ""),
        (
            "a member of another object",
            "self.put(T().size())",
            "class T:\n    end = 2\n    def size(self):\n        return self.end\n",
        ),
        ("getattr with another name", 'self.put(getattr(self, "size", 1))', ""),
        (
            "a computed member of another object",
            "self.put(T().size('x'))",
            "class T:\n    x = 2\n    def size(self, name):\n        return getattr(self, name)\n",
        ),
        (
            "imports of a module that can be imported",
            "self.put(math.pi)",
            "import importlib\nmath = importlib.import_module('math')",
        ),
    ):
        yield Kind(
            f"a later step beside {name}", {SCENE: lesson(begin, top=top)}, {SCENE: ("self.put(2)", "self.put(3)")}
        )
    two = (
        lesson("self.put(1)")
        + '\nclass Other(Lesson):\n    @step(en="x", ja="x")\n    def begin(self):\n        self.wait(7)\n'
    )
    yield Kind("the body of another scene", {SCENE: two}, {SCENE: ("self.wait(7)", "self.wait(8)")})
    bare = plain("self.put(1)") + "\nclass Other(Scene):\n    def construct(self):\n        self.wait(7)\n"
    yield Kind("the body of another plain scene", {SCENE: bare}, {SCENE: ("self.wait(7)", "self.wait(8)")})


def texts() -> Iterator[Kind]:
    """Scenes that show their own text, or numbers of its lines: there a comment is as good as a statement."""
    size = "self.put({} % 7 / 7 + 1)"
    ways = {
        "getsource of the scene": ("import inspect", "len(inspect.getsource(S))"),
        "getsource by another name": ("from inspect import getsource as text_of", "len(text_of(S))"),
        "getsourcelines": ("import inspect", "len(str(inspect.getsourcelines(S.construct)))"),
        "the number of the line": ("import sys", "sys._getframe().f_lineno"),
        "the number of the line by inspect": ("import inspect", "inspect.currentframe().f_lineno"),
        "the first line of the code": ("", "S.construct.__code__.co_firstlineno"),
        "linecache": ("import linecache", "sum(len(linecache.getline(__file__, n)) for n in range(40))"),
        "the file itself": ("from pathlib import Path", "len(Path(__file__).read_text())"),
        "its tree": ("import ast", "ast.parse(open(__file__).read()).body[-1].lineno"),
        "tokens": ("import tokenize", "len(list(tokenize.tokenize(open(__file__, 'rb').readline)))"),
        "a traceback": (
            "import traceback",
            "(len(traceback.format_stack()[-1]) + sum(f.lineno for f in traceback.extract_stack()[-1:]))",
        ),
    }
    for name, (top, value) in ways.items():
        files = {SCENE: plain("# one\n" + size.format(value), top=top + "\n# one")}
        yield Kind(f"a comment, with {name} shown", files, {SCENE: ("# one", "# one and two\n\n")})
    documented = {
        "its own": "self.__doc__",
        "the module's": "__doc__",
        "by getdoc": "__import__('inspect').getdoc(self)",
    }
    for name, value in documented.items():
        text = '"""Of a module."""\n' + plain(size.format(f"len({value})")).replace(
            "class S(Scene):\n", 'class S(Scene):\n    """Of a scene."""\n'
        )
        yield Kind(f"a docstring, {name} shown", {SCENE: text}, {SCENE: text.replace('."""', ', longer."""')})
    helper = '"""Of a helper."""\ndef f():\n    return 1  # one\n'
    for name, value, old in (
        ("the docstring of a helper that is shown", "len(helper.__doc__)", "Of a helper"),
        ("a comment in a helper that is shown", "len(__import__('inspect').getsource(helper.f))", "# one"),
    ):
        files = {SCENE: plain(size.format(value), top="import helper"), HELPER: helper}
        yield Kind(name, files, {HELPER: (old, old + " and more")})


def silent() -> Iterator[Kind]:
    """Edits that change no picture."""
    scene = plain("# a remark\nself.put(\n    1\n)\nname = 'square'", top="import helper\nSIZE = (1 + 2)")
    files = {SCENE: scene, HELPER: '"""Helps."""\n# a remark\ndef f():\n    """Does it."""\n    return 1\n'}
    for name, edit in {
        "a comment": ("# a remark", "# another remark"),
        "a new comment": ("SIZE = (1 + 2)", "SIZE = (1 + 2)  # three"),
        "blank lines": ("class S", "\n\n\n\nclass S"),
        "quotes": ("'square'", '"square"'),
        "line breaks": ("self.put(\n            1\n        )", "self.put(1)"),
        "brackets": ("SIZE = (1 + 2)", "SIZE = 1 + 2"),
        "spaces": ("SIZE = (1 + 2)", "SIZE  =  (1+2)"),
        "a docstring": ("class S(Scene):", 'class S(Scene):\n    """New."""'),
        "a docstring of a method": ("def construct(self):", 'def construct(self):\n        """New."""'),
        "a numeral": ("SIZE = (1 + 2)", "SIZE = (0x1 + 2)"),
    }.items():
        yield Kind(name, files, {SCENE: edit})
    yield Kind("a comment in a helper", files, {HELPER: ("# a remark", "# another")})
    yield Kind("a docstring in a helper", files, {HELPER: ("Does it.", "Does that.")})
    yield Kind("the docstring of a module", files, {HELPER: ("Helps.", "Helps well.")})
    yield Kind("line ends", files, {SCENE: scene.replace("\n", "\r\n")})
    yield Kind("a new file", files, {"project/stranger.py": "x = 1\n"})
    yield Kind(
        "a new scene", files, {SCENE: scene + "\nclass Other(Scene):\n    def construct(self):\n        self.wait(9)\n"}
    )
    yield Kind("a docstring of a step", {SCENE: lesson("self.put(1)")}, {SCENE: ("It begins.", "On it goes.")})
    yield Kind("a comment in a lesson", {SCENE: lesson("self.put(1)")}, {SCENE: ("class S", "# a lesson\nclass S")})
