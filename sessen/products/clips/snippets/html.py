"""HTML: a figure a clip, or a reveal.js slide with a fragment a step."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from sessen.products.clips.snippets.clip import SnippetClip

_VP9: Final = "vp09.00.40.08"
_TYPES: Final = {
    "webm": f"video/webm; codecs=&quot;{_VP9}&quot;",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "avif": "image/avif",
    "webp": "image/webp",
}
_LANGUAGES: Final = {"en": "English", "ja": "日本語"}

# Who has asked for less motion sees the last picture in place of the clip.
_RULES: Final = """<style>
  .sessen { margin: 0 }
  .sessen video, .sessen img { display: block; width: 100%; max-width: ${width}px; height: auto; margin: 0 auto }
  .sessen img.still { display: none }
  @media (prefers-reduced-motion: reduce) {
    .sessen video { display: none }
    .sessen img.still { display: block }
  }
</style>"""
_STACK: Final = """<style>
  .sessen-steps { display: grid; margin: 0 }
  .sessen-steps > * { grid-area: 1 / 1 }
  .reveal .sessen-steps .fragment { transition: none }
  .sessen-steps > :has(~ .fragment.visible) { visibility: hidden }
</style>"""


# Browsers start nothing that is heard before somebody has clicked: such films wait for it, with controls.
_STARTS: Final = "autoplay muted"
_WAITS: Final = "controls"


def page(clips: Sequence[SnippetClip], more: str = "") -> str:
    """A figure for each clip, to paste anywhere into a page.

    Parameters
    ----------
    more
        Attributes of each film, beside those that a page needs.
    """
    figures = (_figure(clip, _WAITS if clip.sound else _STARTS, more) for clip in clips)
    return "\n".join([_copied(clips), _rules(clips), *figures]) + "\n"


def reveal(clips: Sequence[SnippetClip]) -> str:
    """A slide on which the first clip plays, and each click plays the next, a fragment, in the same place."""
    steps = [_step(clip, is_first=clip is clips[0]) for clip in clips]
    lines = [_copied(clips), _rules(clips), _STACK, "<section>", '  <div class="sessen-steps">', *steps]
    return "\n".join([*lines, "  </div>", "</section>"]) + "\n"


def notebook_html(clip: SnippetClip, folder: Path) -> str:
    """A clip with all of its bytes, for a page that keeps no files."""

    def inside(name: str, kind: str) -> str:
        return f"data:{kind};base64,{base64.b64encode((folder / name).read_bytes()).decode()}"

    embedded = {
        ending: inside(name, _media_type(ending))
        for ending, name in clip.files.items()
        if ending.endswith(("png", "vtt")) or ending in _TYPES or ending == "gif"
    }
    shown = replace(clip, files=embedded, settings=())
    return f"{_rules([shown])}\n{_figure(shown, _WAITS if clip.sound else f'{_STARTS} {_WAITS}')}"


def _media_type(ending: str) -> str:
    last = ending.rpartition(".")[2]
    return {"png": "image/png", "vtt": "text/vtt", "gif": "image/gif", "mp4": "video/mp4", "webm": "video/webm"}.get(
        last, _TYPES.get(last, "application/octet-stream")
    )


def _copied(clips: Sequence[SnippetClip]) -> str:
    names = [name for clip in clips for ending, name in clip.files.items() if _is_used(clip, ending)]
    listed = "\n     ".join(names)
    return f"<!-- {_comment(clips[0].title)} | Copy these files to where the page is:\n     {listed} -->"


def _comment(text: str) -> str:
    return escape(text).replace("--", "- -")


def _is_used(clip: SnippetClip, ending: str) -> bool:
    return ending.endswith("vtt") or clip.files[ending] in (clip.poster, clip.first) or ending in (*_TYPES, "gif")


def _rules(clips: Sequence[SnippetClip]) -> str:
    return Template(_RULES).substitute(width=max(clip.size[0] for clip in clips))


def _figure(clip: SnippetClip, *attributes: str) -> str:
    inner = _video(clip, *attributes) if clip.videos else _picture(clip)
    return f'<figure class="sessen">\n{inner}\n</figure>'


def _step(clip: SnippetClip, *, is_first: bool) -> str:
    # Who shows slides has pressed a key before; where not, reveal.js leaves the film waiting with its controls.
    inner = _video(clip, "data-autoplay", _WAITS if clip.sound else "muted") if clip.videos else _picture(clip)
    kind = "sessen" if is_first else "sessen fragment"
    return f'  <div class="{kind}">\n{inner}\n  </div>'


def _video(clip: SnippetClip, *attributes: str) -> str:
    width, height = clip.size
    said = " ".join(filter(None, (*attributes, "loop" if clip.loop else "")))
    words, alternative = escape(clip.words, quote=True), escape(clip.alt_text, quote=True)
    known = f'width="{width}" height="{height}" poster="{escape(clip.first)}" aria-label="{alternative}"'
    lines = [f'  <video {said} playsinline preload="auto" {known}>']
    lines += [f'    <source src="{escape(name)}" type="{_type(ending, clip)}">' for ending, name in clip.videos]
    lines += [_track(ending, name, clip) for ending, name in clip.files.items() if ending.endswith("vtt")]
    if not clip.first.startswith("data:"):
        # For whoever cannot play it, and for programs that copy what a page links to.
        lines.append(f'    <a href="{escape(clip.videos[-1][1])}">{words}</a>')
    return "\n".join([*lines, "  </video>", f'  <img class="still" src="{escape(clip.poster)}" alt="{alternative}">'])


def _type(ending: str, clip: SnippetClip) -> str:
    return _TYPES[ending].replace(_VP9, f"{_VP9}, opus") if clip.sound else _TYPES[ending]


def _track(ending: str, name: str, clip: SnippetClip) -> str:
    language = ending.removesuffix("vtt").rstrip(".") or clip.language
    label = _LANGUAGES.get(language, language)
    return f'    <track kind="captions" srclang="{language}" label="{label}" src="{escape(name)}">'


def _picture(clip: SnippetClip) -> str:
    """An image that moves by itself; the still first, for those who have asked for less motion."""
    width, height = clip.size
    sources = [f'    <source media="(prefers-reduced-motion: reduce)" srcset="{escape(clip.poster)}">']
    *better, (_, last) = clip.images
    sources += [f'    <source type="{_TYPES[ending]}" srcset="{escape(name)}">' for ending, name in better]
    shown = (
        f'    <img src="{escape(last)}" width="{width}" height="{height}" alt="{escape(clip.alt_text, quote=True)}">'
    )
    return "\n".join(["  <picture>", *sources, shown, "  </picture>"])
