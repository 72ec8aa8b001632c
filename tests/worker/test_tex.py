"""What Manim sets with LaTeX, where LaTeX is not installed, and where it refuses: told once, with a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sessen.worker.tex import TexFailed, TexMissing
from tests.worker.support import project, steps_walked

PLAIN = """
class Case(Scene):
    def construct(self):
        self.add({})
        self.wait(0.1)
"""
LESSON = """
from sessen import Lesson, Words, step


class Case(Lesson):
    section, topic, question = "1", Words(en="A"), Words(en="B?")

    @step(en="A.")
    def one(self):
        self.add({})
"""
MISSING = {
    (PLAIN, r'MathTex(r"\frac{1}{x}", "+ 2")'): 'write MathTypst("1/x + 2")',
    (LESSON, r'MathTex(r"\frac{1}{x + 1}")'): 'write self.math("frac(1, x + 1)")',
    (LESSON, r'MathTex(r"x = \text{one}")'): "write self.math('x = \"one\"')",
    (PLAIN, 'Tex("Words")'): 'write Text("...")',
    (LESSON, 'Tex("Words")'): 'write self.text(en="...")',
    (LESSON, r'MathTex(r"\begin{nosuch} x")'): "write self.math(",
    (PLAIN, "DecimalNumber(3)"): "take Decimal of sessen.mobjects.without_tex",
    (PLAIN, "Integer(3)"): "take Integer of sessen.mobjects.without_tex",
    (PLAIN, "Matrix([[1, 2]])"): "take Matrix of sessen.mobjects.without_tex",
    (PLAIN, 'Axes(axis_config={{"include_numbers": True}})'): "take Axes of sessen.mobjects.without_tex",
    (PLAIN, "NumberPlane().add_coordinates()"): "take NumberPlane of sessen.mobjects.without_tex",
    (PLAIN, "NumberLine(include_numbers=True)"): "take NumberLine of sessen.mobjects.without_tex",
    (PLAIN, "BarChart([1, 2])"): "install TeX: ",
}
COMPILER = """#!/bin/sh
for word in "$@"; do case "$word" in *.tex) source=$word;; esac; done
printf 'This is TeX\\n! Undefined control sequence.\\nl.9 $\\\\nope\\n   ' > "${{source%.tex}}.log"
exit 1
"""


@pytest.mark.parametrize(("form", "made"), MISSING)
def test_who_has_no_tex_is_told_what_to_write_and_what_to_install(
    form: str, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = project(tmp_path, form.replace("{}", made.replace("{{", "{").replace("}}", "}")))
    with pytest.raises(TexMissing) as caught:
        steps_walked("Case", file=file)
    assert "'latex' is not installed" in caught.value.message
    assert caught.value.message.startswith(made.partition("(")[0])
    assert caught.value.hint.startswith(MISSING[form, made])
    assert "install TeX: " in caught.value.hint
    assert re.search(r"scene.py:[0-9]+$", caught.value.location)
    assert capfd.readouterr() == ("", "")


def test_what_latex_refuses_is_told_once_and_its_log_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The LaTeX of this test is a script that logs as LaTeX does."""
    compiler = tmp_path / "bin" / "latex"
    compiler.parent.mkdir()
    compiler.write_text(COMPILER.replace("{{", "{").replace("}}", "}"))
    compiler.chmod(0o755)
    monkeypatch.setenv("PATH", str(compiler.parent))
    (tmp_path / "pyproject.toml").write_text("")
    file = project(tmp_path, PLAIN.replace("{}", 'MathTex(r"\\nope")'))
    with pytest.raises(TexFailed) as caught:
        steps_walked("Case", file=file)
    assert "LaTeX cannot set '\\\\nope': " in caught.value.message
    assert r"Undefined control sequence, after '$\\nope'" in caught.value.message
    log = Path(caught.value.hint.rpartition(": ")[2])
    assert "Undefined control sequence" in log.read_text()
    assert log.is_relative_to(tmp_path / ".sessen")
    assert log.with_suffix(".tex").exists()
    assert capfd.readouterr() == ("", "")
