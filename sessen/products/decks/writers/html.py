"""A deck for the browser in one file, shown by reveal.js: it works from a stick, without a network."""

from __future__ import annotations

import base64
import json
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import atomic_write
from sessen.installation import install
from sessen.products.decks.slides import Deck, Section, Slide, notes_of
from sessen.products.decks.writers.font_subset import subset_font

_LABELS: Final = {
    "en": {
        "bar": "Deck",
        "captions": "Captions",
        "loop": "Repeat the clip",
        "overview": "Overview",
        "fullscreen": "Full screen",
        "print": "Print, or save as PDF",
        "keys": "Keys",
    },
    "ja": {
        "bar": "スライド",
        "captions": "字幕",
        "loop": "くり返し再生",
        "overview": "一覧",
        "fullscreen": "全画面",
        "print": "印刷・PDFに保存",
        "keys": "キー操作",
    },
}
_KEYS: Final = {
    "en": {
        "→ ←": "Next, back (or swipe)",
        "C": "Captions",
        "L": "Repeat the clip",
        "R": "Play again",
        "F": "Full screen",
        "O": "Overview",
        "S": "Speaker's notes",
        "P": "Print, or save as PDF",
        "B": "Black screen",
        "?": "These keys",
    },
    "ja": {
        "→ ←": "次へ・前へ(スワイプも可)",
        "C": "字幕",
        "L": "くり返し再生",
        "R": "もう一度再生",
        "F": "全画面",
        "O": "一覧",
        "S": "発表者ノート",
        "P": "印刷・PDFに保存",
        "B": "画面を黒くする",
        "?": "この一覧",
    },
}
_CUE_HEIGHT: Final = 0.045  # of the picture: read from the back row


def html(deck: Deck, target: Path) -> None:
    """Write the deck as one HTML file.

    Raises
    ------
    SessenError
        reveal.js is not installed.
    """
    here = files("sessen.products.decks.writers")
    labels = {f"{name}_label": escape(text) for name, text in _LABELS[deck.language].items()}
    page = Template((here / "deck.html").read_text(encoding="utf-8")).substitute(
        language=deck.language,
        title=escape(deck.title),
        paper=deck.paper,
        ink=deck.ink,
        width=deck.size[0],
        height=deck.size[1],
        keys="\n".join(f"<dt>{_keyed(key)}</dt><dd>{escape(text)}</dd>" for key, text in _KEYS[deck.language].items()),
        cue=round(deck.size[1] * _CUE_HEIGHT),
        font=subset_font(_letters(deck)),
        slides="\n".join(_section(number, part, slide) for number, (part, slide) in enumerate(deck.slides)),
        clips=_json(deck),
        reveal_css=_reveal("reveal.css"),
        reveal_js=_script(_reveal("reveal.js")),
        notes_js=_script(_reveal("plugin/notes.js")),
        deck_js=(here / "deck.js").read_text(encoding="utf-8"),
        **labels,
    )
    with atomic_write(target) as part:
        part.write_text(page, encoding="utf-8")


def _section(number: int, part: Section, slide: Slide) -> str:
    words, spoken = escape(slide.clip.words), escape(slide.clip.alt_text)
    return (
        f'<section aria-label="{escape(slide.title)}"><div class="clip">'
        f'<video data-clip="{number}" playsinline preload="auto" poster="{_picture(slide.clip.poster)}"'
        f' aria-label="{spoken}"></video>'
        f'<img class="still" alt="{spoken}" src="{_picture(slide.still)}">'
        f'<p class="words">{words}</p></div>'
        f'<h2 class="sr-only">{escape(slide.title)}</h2>'
        f'<aside class="notes">{escape(notes_of(part, slide)).replace(chr(10), "<br>")}</aside></section>'
    )


def _keyed(keys: str) -> str:
    return " ".join(f"<kbd>{escape(key)}</kbd>" for key in keys.split())


def _letters(deck: Deck) -> str:
    """Everything that the page shows as text."""
    shown = [deck.title, *_LABELS[deck.language].values(), *_KEYS[deck.language], *_KEYS[deck.language].values()]
    for part, slide in deck.slides:
        shown += [slide.title, notes_of(part, slide), *(cue.text for cue in slide.cues)]
    return "".join(shown)


def _json(deck: Deck) -> str:
    """Films, captions and what the script needs to know, as JSON that no end of a script hides in."""
    width, height = deck.size
    films: list[dict[str, Any]] = [
        {"film": _base64(slide.clip.video), "cues": [[cue.start, cue.end, cue.text] for cue in slide.cues]}
        for _, slide in deck.slides
    ]
    document = {
        "width": width,
        "height": height,
        "loop": deck.loop,
        "language": deck.language,
        "captions": _LABELS[deck.language]["captions"],
        "films": films,
    }
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")


def _reveal(name: str) -> str:
    """A file of reveal.js, which a package brings."""
    try:
        return (files("pyreveal") / "revealjs" / "dist" / name).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise SessenError(
            "reveal.js, which shows decks in a browser, is not installed", hint=install("decks")
        ) from error


def _script(text: str) -> str:
    return text.replace("</script", "<\\/script")


def _picture(file: Path) -> str:
    return f"data:image/png;base64,{_base64(file)}"


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
