"""Edits of words, of what stands beside steps, and of sections."""

from __future__ import annotations

from collections.abc import Iterator

from tests.keys.code_projects import REGISTRY, SCENE, Edit, Kind, lesson, plain


def languages() -> Iterator[Kind]:
    """The Japanese of an English film, where it is shown and where it is not."""
    edit: Edit = ("何?", "何を見るのでしょう?")
    shown = {
        "sentences": 'len(self.question.sentences["ja"])',
        "localized": 'len(self.question.localized("ja"))',
        "sentences by a computed name": 'len(getattr(self.question, "sen" + "tences")["ja"])',
        "its dictionary": 'len(vars(self.question)["sentences"]["ja"])',
    }
    for name, value in shown.items():
        yield Kind(f"Japanese words, shown by {name}", {SCENE: lesson(f"self.put({value})")}, {SCENE: edit})
    variant = "from dataclasses import replace\nself.variant = replace(self.variant, language='ja')\n"
    variant += "self.put(len(self.localize(self.question)))"
    yield Kind("Japanese words, in a film turned Japanese", {SCENE: lesson(variant)}, {SCENE: edit})
    own = "self.put(self.text(en='a', ja='何?'))"
    text = "def text(self, en, ja):\n    return len(en + ja)"
    yield Kind(
        "Japanese words of a text of its own", {SCENE: lesson(own, more=text)}, {SCENE: ("ja='何?'", "ja='何を?'")}
    )
    words = "self.put(Both(en='a', ja='何?'))"
    top = "def Both(en, ja):\n    return len(en + ja)\nWords = Words\n"
    yield Kind(
        "Japanese words of a function of its own", {SCENE: lesson(words, top=top)}, {SCENE: ("ja='何?'", "ja='何を?'")}
    )
    clash = plain("self.put(Words(en='a', ja='何?'))", top="def Words(en, ja):\n    return len(en + ja)\n")
    yield Kind("Japanese words of a function called Words", {SCENE: clash}, {SCENE: ("ja='何?'", "ja='何を?'")})
    counted = "COUNT = []\ndef add(text):\n    COUNT.extend(text)\n    return text\nW = Words(en='a', ja=add('何?'))\n"
    yield Kind(
        "Japanese words that are computed",
        {SCENE: lesson("self.put(len(COUNT))", top=counted)},
        {SCENE: ("add('何?')", "add('何を?')")},
    )
    step = "self.put(len(self.current_step.words.sentences['ja']))"
    yield Kind("Japanese words of a step, shown", {SCENE: lesson(step)}, {SCENE: ("一。", "一です。")})
    yield Kind("Japanese words", {SCENE: lesson("self.put(1)")}, {SCENE: edit})
    yield Kind("Japanese words of a step", {SCENE: lesson("self.put(1)")}, {SCENE: ("一。", "一です。")})
    quiet = "self.text(en='a', ja='何?')\nself.put(1)"
    yield Kind("Japanese words of a text", {SCENE: lesson(quiet)}, {SCENE: ("ja='何?'", "ja='何を?'")})


def classes() -> Iterator[Kind]:
    """What stands beside steps."""
    for name, top, more, value, edit in (
        ("a class attribute", "", "size = 1", "self.size", ("size = 1", "size = 2")),
        ("a helper method", "", "def f(self):\n    return 1", "self.f()", ("return 1", "return 2")),
        ("a property", "", "@property\ndef f(self):\n    return 1", "self.f", ("return 1", "return 2")),
        ("a class method", "", "@classmethod\ndef f(cls):\n    return 1", "self.f()", ("return 1", "return 2")),
        ("a static method", "", "@staticmethod\ndef f():\n    return 1", "self.f()", ("return 1", "return 2")),
        ("setup", "", "def setup(self):\n    super().setup()\n    self.x = 1", "self.x", ("self.x = 1", "self.x = 2")),
        ("a nested class", "", "class In:\n    x = 1", "self.In.x", ("x = 1", "x = 2")),
        ("a constant", "X = 1", "", "X", ("X = 1", "X = 2")),
        ("a function", "def f():\n    return 1", "", "f()", ("return 1", "return 2")),
        ("a default argument", "def f(x=1):\n    return x", "", "f()", ("x=1", "x=2")),
        (
            "a decorator",
            "def twice(f):\n    return lambda: 2 * f()\n@twice\ndef f():\n    return 1",
            "",
            "f()",
            ("2 * f()", "3 * f()"),
        ),
        ("an enumeration", "from enum import IntEnum\nclass E(IntEnum):\n    A = 1", "", "E.A", ("A = 1", "A = 2")),
        (
            "a dataclass",
            "from dataclasses import dataclass\n@dataclass\nclass D:\n    x: int = 1",
            "",
            "D().x",
            ("int = 1", "int = 2"),
        ),
        ("a loop of the module", "X = 0\nfor i in range(2):\n    X += i", "", "X + 1", ("range(2)", "range(3)")),
        ("a branch of the module", "if True:\n    X = 1\nelse:\n    X = 2", "", "X", ("if True", "if False")),
        ("the order of statements", "X = 1\nX = 2", "", "X", ("X = 1\nX = 2", "X = 2\nX = 1")),
        ("an annotation that is read", "def f(x: 'a'): ...", "", "len(f.__annotations__['x'])", ("'a'", "'ab'")),
        (
            "the name of a function that is shown",
            "def f(): ...\ng = f",
            "",
            "len(g.__name__)",
            ("def f(): ...\ng = f", "def ff(): ...\ng = ff"),
        ),
        (
            "a scene's base class",
            "class B(Scene):\n    x = 1\nclass C(Scene):\n    x = 2",
            "x = B.x",
            "self.x",
            ("x = B.x", "x = C.x"),
        ),
        ("the patch of a class", "Square.side = 1", "", "Square.side", ("side = 1", "side = 2")),
    ):
        yield Kind(name, {SCENE: plain(f"self.put({value})", top=top, more=more)}, {SCENE: edit})
    other = (
        "class Other(Scene):\n    def size(self):\n        return 1\n    def construct(self):\n        self.wait(1)\n"
    )
    for name, value in {
        "by name": "Other.size(None)",
        "by its base": "[c for c in Scene.__subclasses__() if c.__name__ == 'Oth' + 'er'][0].size(None)",
        "by globals": "globals()['Oth' + 'er'].size(None)",
        "by an heir": "Heir.size(None)",
    }.items():
        top = other + ("class Heir(Other):\n    pass\n" if "heir" in name else "")
        yield Kind(
            f"another scene, reached {name}",
            {SCENE: plain(f"self.put({value})", top=top)},
            {SCENE: ("return 1", "return 2")},
        )
    kept = REGISTRY + "@keep\n" + other
    yield Kind(
        "another scene, kept by a decorator",
        {SCENE: plain("self.put(KEPT[0].size(None))", top=kept)},
        {SCENE: ("return 1", "return 2")},
    )


def sections() -> Iterator[Kind]:
    """Plain scenes whose sections are steps."""
    two = "self.next_section('one')\nself.put({0})\nself.next_section('two')\n{1}"
    for name, first, last, edit in (
        ("the last section", "1", "self.put(2)", ("self.put(2)", "self.put(3)")),
        ("the first section", "1", "self.put(2)", ("self.put(1)", "self.put(1.5)")),
        ("a name that a later section binds", "X", "self.put(2)", ("self.put(2)", "X = 2\n        self.put(X)")),
        ("a later section that yields", "1", "self.put(2)", ("self.put(2)", "self.put(2)\n        yield")),
        ("the name of a later section", "1", "self.put(2)", ("'two'", "'three'")),
        (
            "constants of the code, shown",
            "len(S.construct.__code__.co_consts)",
            "self.put(2)",
            ("self.put(2)", "self.put(2, )\n        self.put(7)"),
        ),
        (
            "text of the code, shown",
            "len(__import__('inspect').getsource(S)) % 5 + 1",
            "self.put(2)",
            ("self.put(2)", "self.put(22)"),
        ),
    ):
        yield Kind(f"sections: {name}", {SCENE: plain(two.format(first, last), top="X = 1")}, {SCENE: edit})
