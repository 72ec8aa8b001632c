"""What a scene says is known without running it, with its values filled in."""

from __future__ import annotations

from sessen.job import SceneRef
from sessen.variant import Language, Variant
from sessen.worker.texts import SceneTextsArgs, read_texts
from tests.cli.lectures import DATA


def test_a_lesson_tells_its_words_and_what_it_is_given() -> None:
    order = SceneTextsArgs(SceneRef(DATA / "tiny.py", "Tiny"), Variant(Language.JA), (("far", "3/2"),))
    told = read_texts(order, lambda news: None)
    assert told.question == "点はどこへ行くのでしょうか?"
    assert list(told.sentences) == ["show_dot", "move_dot"]
    assert told.sentences["show_dot"] == "点です。"
    assert told.typed == ("far = 3/2",)
    assert told.given == ('"far" = frac(3, 2)',)


def test_a_plain_scene_has_nothing_to_say() -> None:
    told = read_texts(SceneTextsArgs(SceneRef(DATA / "plain.py", "Sections"), Variant(), ()), lambda news: None)
    assert told.sentences == {}


def test_a_formula_names_the_variables_that_it_has() -> None:
    """The chain rule takes its outer function in u or in v."""
    scenes = DATA.parents[2] / "scenes"
    order = SceneTextsArgs(SceneRef(scenes / "chain_rule" / "scene.py", "ChainRule"), Variant(), (("outer", "exp(u)"),))
    assert "outer(u) = exp(u)" in read_texts(order, lambda news: None).typed
