"""A film on a page of an OpenDocument presentation: its frame, and when it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from sessen.products.decks.odf.xml_names import PREFIXES, declared, named, written
from sessen.products.decks.pptx.places import ShapeBox

MEDIA_TYPE: Final = "application/vnd.sun.star.media"  # what LibreOffice plays
STYLE: Final = "sessen-film"
_STYLE: Final = f"""\
<style:style {declared("style", "draw")} style:name="{STYLE}" style:family="graphic">\
<style:graphic-properties draw:stroke="none" draw:fill="none"/></style:style>"""
_PLUGIN: Final = f"""\
<draw:plugin {declared("draw", "xlink")} xlink:href="" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" \
draw:mime-type="{MEDIA_TYPE}"><draw:param draw:name="Loop" draw:value="false"/>\
<draw:param draw:name="Mute" draw:value="false"/><draw:param draw:name="VolumeDB" draw:value="0"/></draw:plugin>"""
_POSTER: Final = f"""\
<draw:image {declared("draw", "xlink")} xlink:href="" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>"""
_ROOT: Final = f"""\
<anim:par {declared("anim", "presentation", "smil")} smil:dur="indefinite" smil:restart="never" \
presentation:node-type="timing-root"><anim:seq presentation:node-type="main-sequence"/></anim:par>"""
_STEP: Final = f"""\
<anim:par {declared("anim", "presentation", "smil")} smil:begin="0s" smil:fill="hold">\
<anim:par smil:begin="0s" smil:fill="hold"/></anim:par>"""
_PLAY: Final = f"""\
<anim:par {declared("anim", "presentation", "smil")} smil:begin="0s" smil:fill="hold" presentation:node-type="" \
presentation:preset-class="media-call"><anim:command smil:dur="" smil:fill="hold" smil:targetElement="" \
anim:command="play"/></anim:par>"""
_KEPT: Final = ("draw:layer", "draw:z-index", "xml:id", "draw:id", "draw:name")


@dataclass(frozen=True, slots=True)
class PageFilm:
    """A film on a page.

    Parameters
    ----------
    name, title, words
        The shape's name, the title of its alt text, and that text.
    video, poster
        Entries of the archive.
    """

    name: str
    title: str
    words: str
    video: str
    poster: str
    box: ShapeBox
    seconds: float
    loop: bool
    click: bool


def is_video(element: Any) -> bool:
    """Whether a shape shows a film."""
    return element.find("draw:plugin", PREFIXES) is not None


def replace_shape(element: Any, film: PageFilm) -> Any:
    """Let a film take the place of a shape; the frame that shows it."""
    frame = etree.Element(named("draw:frame"))
    for name in _KEPT:
        if element.get(named(name)):
            frame.set(named(name), element.get(named(name)))
    frame.set(named("draw:style-name"), STYLE)
    frame.append(etree.fromstring(_PLUGIN))
    frame.append(etree.fromstring(_POSTER))
    frame.tail = element.tail
    element.getparent().replace(element, frame)
    update(frame, film)
    return frame


def update(frame: Any, film: PageFilm) -> None:
    """Put another film into a frame that has one; whatever else somebody has done to it stays."""
    plugin, poster = frame.find("draw:plugin", PREFIXES), frame.find("draw:image", PREFIXES)
    if poster is None:
        poster = etree.fromstring(_POSTER)
        plugin.addnext(poster)
    plugin.set(named("xlink:href"), film.video)
    poster.set(named("xlink:href"), film.poster)
    _set_loop(plugin, loop=film.loop)
    if not frame.get(named("draw:name")):
        frame.set(named("draw:name"), film.name)
    sides = zip(("svg:x", "svg:y", "svg:width", "svg:height"), film.box.sides, strict=True)
    for name, side in sides:
        frame.set(named(name), written(side))
    for tag, text in (("svg:title", film.title), ("svg:desc", film.words)):
        _text(frame, tag).text = text


def set_timing(page: Any, frame: Any, film: PageFilm) -> None:
    """Let it play when its page appears, or at a click. One that is timed already keeps its moment."""
    target = _identity(page, frame)
    commands = [each for each in page.iter(named("anim:command")) if each.get(named("smil:targetElement")) == target]
    if not commands:
        commands = [_begun(page, target, click=film.click)]
    for command in commands:
        command.set(named("smil:dur"), f"{film.seconds:g}s")


def ensure_style(content: Any) -> None:
    """Let the document know how a film's frame looks: without a line, without a fill."""
    styles = content.find("office:automatic-styles", PREFIXES)
    if styles is None:
        styles = etree.Element(named("office:automatic-styles"))
        content.find("office:body", PREFIXES).addprevious(styles)
    if not any(each.get(named("style:name")) == STYLE for each in styles):
        styles.append(etree.fromstring(_STYLE))


def _begun(page: Any, target: str, *, click: bool) -> Any:
    """The command that plays a film, in an effect of its own."""
    sequence = _sequence(page)
    play = etree.fromstring(_PLAY)
    command = play[0]
    command.set(named("smil:targetElement"), target)
    entrance = None if click else _entrance(sequence, target)
    if entrance is not None:
        play.set(named("presentation:node-type"), "with-previous")
        entrance.addnext(play)
        return command
    first = sequence[0] if len(sequence) else None
    if not click and first is not None and first.get(named("smil:begin")) == "0s" and len(first):
        play.set(named("presentation:node-type"), "with-previous")
        first[0].append(play)
        return command
    step = etree.fromstring(_STEP)
    step[0].append(play)
    play.set(named("presentation:node-type"), "on-click" if click else "after-previous")
    if click:
        step.set(named("smil:begin"), "next")
        sequence.append(step)
    else:
        sequence.insert(0, step)
    return command


def _entrance(sequence: Any, target: str) -> Any:
    """The effect that makes a shape appear, if it has one."""
    for node in sequence.iter():
        if node.get(named("smil:targetElement")) == target:
            for above in node.iterancestors(named("anim:par")):
                if above.get(named("presentation:preset-class")) == "entrance":
                    return above
    return None


def _sequence(page: Any) -> Any:
    """The effects of a page, one click after the other; they stand after its shapes, before its notes."""
    root = next(
        (each for each in page if each.get(named("presentation:node-type")) == "timing-root"),
        None,
    )
    if root is None:
        root = etree.fromstring(_ROOT)
        notes = page.find("presentation:notes", PREFIXES)
        page.append(root) if notes is None else notes.addprevious(root)
    for each in root:
        if each.get(named("presentation:node-type")) == "main-sequence":
            return each
    sequence = etree.SubElement(root, named("anim:seq"))
    sequence.set(named("presentation:node-type"), "main-sequence")
    return sequence


def _identity(page: Any, frame: Any) -> str:
    """The name by which effects know a frame."""
    known = frame.get(named("xml:id")) or frame.get(named("draw:id"))
    if not known:
        document = page.getroottree()
        used = {each.get(named("xml:id")) for each in document.iter() if isinstance(each.tag, str)}
        known = next(f"sessen{number}" for number in range(1, len(used) + 2) if f"sessen{number}" not in used)
    for name in ("xml:id", "draw:id"):
        frame.set(named(name), known)
    return str(known)


def _set_loop(plugin: Any, *, loop: bool) -> None:
    for each in plugin.iterfind("draw:param", PREFIXES):
        if each.get(named("draw:name")) == "Loop":
            each.set(named("draw:value"), "true" if loop else "false")


def _text(frame: Any, tag: str) -> Any:
    """The element for a frame's title or description, which stand in this order after everything else that is drawn."""
    found = frame.find(tag, PREFIXES)
    if found is None:
        found = etree.Element(named(tag))
        description = frame.find("svg:desc", PREFIXES)
        if tag == "svg:title" and description is not None:
            description.addprevious(found)
        else:
            (frame.findall("svg:title", PREFIXES) or list(frame))[-1].addnext(found)
    return found
