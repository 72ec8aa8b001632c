"""Print how something is read aloud: ``python -m sessen.speech en "f'(x) = 2x"``.

What is given is a formula as people type it, Typst's mathematics in ``$...$``, or a sentence with ``$...$`` in it.
"""

from __future__ import annotations

from pathlib import Path

import click

from sessen.errors import SessenError
from sessen.speech.readings import readings_of
from sessen.speech.spoken import spoken
from sessen.speech.typed import with_dollars
from sessen.suggestions import did_you_mean
from sessen.variant import Language

_LANGUAGES = tuple(str(language) for language in Language)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("language")
@click.argument("text")
@click.option("--kana", is_flag=True, help="Japanese words as katakana too (needs the extra [voice])")
def main(language: str, text: str, kana: bool) -> None:
    """Print how TEXT is read aloud in LANGUAGE (en or ja).

    TEXT is a formula as you type it, mathematics in Typst's notation in $...$, or a sentence with $...$ in it.
    """
    try:
        click.echo(_read(language, text, kana=kana))
    except SessenError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(2) from None


def _read(language: str, text: str, *, kana: bool) -> str:
    if language not in _LANGUAGES:
        raise SessenError(f"no language '{language}'", hint=did_you_mean(language, _LANGUAGES))
    readings = readings_of(Path.cwd() / "formula")
    said = spoken(with_dollars(text), language, readings)
    if not kana:
        return said
    if language != "ja":
        raise SessenError("--kana is for Japanese", hint="leave it out, or ask for ja")
    from sessen.speech.kana import kana_of

    return kana_of(said, readings)


if __name__ == "__main__":
    main(prog_name="python -m sessen.speech")
