"""When the films of a slide play: the tree that PowerPoint keeps beside a slide (ECMA-376 part 1, 19.5)."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from sessen.products.decks.pptx.xml_names import MAIN, PREFIXES, qn

_ROOT: Final = f"""\
<p:timing xmlns:p="{MAIN}"><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">\
<p:childTnLst/></p:cTn></p:par></p:tnLst></p:timing>"""
_SEQUENCE: Final = f"""\
<p:seq xmlns:p="{MAIN}" concurrent="1" nextAc="seek"><p:cTn id="" dur="indefinite" nodeType="mainSeq">\
<p:childTnLst/></p:cTn>\
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>\
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>"""
_AT_ONCE: Final = f"""\
<p:par xmlns:p="{MAIN}"><p:cTn id="" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>\
<p:cond evt="onBegin" delay="0"><p:tn val=""/></p:cond></p:stCondLst><p:childTnLst>\
<p:par><p:cTn id="" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst/></p:cTn></p:par>\
</p:childTnLst></p:cTn></p:par>"""
_PLAY: Final = f"""\
<p:par xmlns:p="{MAIN}"><p:cTn id="" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold" nodeType="">\
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>\
<p:cTn id="" dur="" fill="hold"/><p:tgtEl><p:spTgt spid=""/></p:tgtEl></p:cBhvr></p:cmd></p:childTnLst></p:cTn>\
</p:par>"""
_FILM: Final = f"""\
<p:video xmlns:p="{MAIN}"><p:cMediaNode vol="80000"><p:cTn id="" fill="hold" display="0"><p:stCondLst>\
<p:cond delay="indefinite"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid=""/></p:tgtEl></p:cMediaNode></p:video>"""


class UnknownTiming(ValueError):
    """Animations in a form that no film can be added to."""


def targets(slide: Any) -> set[str]:
    """The numbers of the shapes that a slide animates."""
    return {each.get("spid") for each in slide.iter(qn("p:spTgt"))}


def set_timing(slide: Any, shape: str, seconds: float, *, loop: bool, click: bool) -> None:
    """Let the film of a shape play when its slide appears, or at a click, and repeat itself or not.

    Animations that are there stay. A film that is timed already keeps the moment at which it starts.

    Parameters
    ----------
    slide
        The root of the slide, changed in place.
    shape
        The number of the shape.
    """
    for timing in _timings(slide):
        try:
            _set(timing, shape, seconds, loop=loop, click=click)
        except (AttributeError, IndexError, TypeError) as error:
            raise UnknownTiming("has animations in an unknown form") from error


def _set(timing: Any, shape: str, seconds: float, *, loop: bool, click: bool) -> None:
    _forget_paragraphs(timing, shape)
    top = _children(timing.find("p:tnLst/p:par", PREFIXES))
    film = _film(timing, shape)
    if film is None:
        film = _targeted(_FILM, shape)
        top.append(film)
        if not click and not _commands(timing, shape):
            _play_by_itself(top, shape, seconds)
    _set_loop(film, loop=loop)
    for command in _commands(timing, shape):
        command.find("p:cBhvr/p:cTn", PREFIXES).set("dur", str(round(seconds * 1000)))
    _number(timing)


def _play_by_itself(top: Any, shape: str, seconds: float) -> None:
    """With the effect that makes the shape appear, where it has one; else as soon as the slide is there."""
    entrance = _entrance(top, shape)
    if entrance is not None:
        entrance.addnext(_play(shape, seconds, "withEffect"))
        return
    sequence = next((each for each in top.iterfind("p:seq", PREFIXES) if _is_main(each)), None)
    if sequence is None:
        sequence = etree.fromstring(_SEQUENCE)
        top.insert(0, sequence)
    groups = _children(sequence)
    first = groups[0] if len(groups) else None
    if first is not None and first.find("p:cTn/p:stCondLst/p:cond[@evt='onBegin']", PREFIXES) is not None:
        _children(first)[0].find("p:cTn/p:childTnLst", PREFIXES).append(_play(shape, seconds, "withEffect"))
        return
    group = etree.fromstring(_AT_ONCE)
    _children(_children(group)[0]).append(_play(shape, seconds, "afterEffect"))
    groups.insert(0, group)


def _number(timing: Any) -> None:
    """Give every node a number of its own; what begins with the sequence refers to it."""
    used = {each.get("id") for each in timing.iter(qn("p:cTn"))} - {""}
    free = (str(number) for number in range(1, 1_000_000) if str(number) not in used)
    for node in timing.iter(qn("p:cTn")):
        if not node.get("id"):
            node.set("id", next(free))
    for reference in timing.iter(qn("p:tn")):
        if not reference.get("val"):
            reference.set("val", next(reference.iterancestors(qn("p:seq"))).find("p:cTn", PREFIXES).get("id"))


def _forget_paragraphs(timing: Any, shape: str) -> None:
    """A film has no paragraphs: what was to appear paragraph by paragraph appears as a whole."""
    for target in timing.iter(qn("p:spTgt")):
        if target.get("spid") == shape:
            for part in list(target):
                target.remove(part)
    builds = timing.find("p:bldLst", PREFIXES)
    for build in list(builds) if builds is not None else ():
        if build.get("spid") == shape:
            builds.remove(build)
    if builds is not None and not len(builds):
        timing.remove(builds)


def _film(timing: Any, shape: str) -> Any:
    films = timing.iter(qn("p:video"))
    return next((each for each in films if _is_of(each.find("p:cMediaNode", PREFIXES), shape)), None)


def _set_loop(film: Any, *, loop: bool) -> None:
    node = film.find("p:cMediaNode/p:cTn", PREFIXES)
    if loop:
        node.set("repeatCount", "indefinite")
    else:
        node.attrib.pop("repeatCount", None)


def _entrance(top: Any, shape: str) -> Any:
    for target in top.iter(qn("p:spTgt")):
        if target.get("spid") == shape:
            for above in target.iterancestors(qn("p:par")):
                if above.find("p:cTn", PREFIXES).get("presetClass") == "entr":
                    return above
    return None


def _play(shape: str, seconds: float, kind: str) -> Any:
    play = _targeted(_PLAY, shape)
    play.find("p:cTn", PREFIXES).set("nodeType", kind)
    next(play.iter(qn("p:cmd"))).find("p:cBhvr/p:cTn", PREFIXES).set("dur", str(round(seconds * 1000)))
    return play


def _targeted(text: str, shape: str) -> Any:
    element = etree.fromstring(text)
    next(element.iter(qn("p:spTgt"))).set("spid", shape)
    return element


def _commands(timing: Any, shape: str) -> list[Any]:
    played = (each for each in timing.iter(qn("p:cmd")) if each.get("cmd", "").startswith("play"))
    return [each for each in played if _is_of(each.find("p:cBhvr", PREFIXES), shape)]


def _is_of(node: Any, shape: str) -> bool:
    target = node.find("p:tgtEl/p:spTgt", PREFIXES)
    return target is not None and target.get("spid") == shape


def _is_main(sequence: Any) -> bool:
    return bool(sequence.find("p:cTn", PREFIXES).get("nodeType") == "mainSeq")


def _children(node: Any) -> Any:
    """The nodes within a node; PowerPoint leaves the list out where it is empty."""
    holder = node.find("p:cTn", PREFIXES)
    children = holder.find("p:childTnLst", PREFIXES)
    if children is None:
        children = etree.SubElement(holder, qn("p:childTnLst"))
    return children


def _timings(slide: Any) -> list[Any]:
    """The slide's timing; where it is written once for each generation of programs, all of them."""
    direct = slide.findall("p:timing", PREFIXES)
    alternatives = [each for each in slide.findall("mc:AlternateContent", PREFIXES) if _has_timing(each)]
    if len(direct) + len(alternatives) > 1:
        raise UnknownTiming("has two sets of animations, which PowerPoint treats as damage")
    if not alternatives:
        return [_timing(slide)]
    return [_timing(branch) for branch in alternatives[0] if isinstance(branch.tag, str)]


def _has_timing(alternatives: Any) -> bool:
    return any(branch.find("p:timing", PREFIXES) is not None for branch in alternatives)


def _timing(holder: Any) -> Any:
    """The timing in a slide, or in a branch of one; a new one stands before the extensions, after everything else."""
    old = holder.find("p:timing", PREFIXES)
    if old is not None and old.find("p:tnLst/p:par", PREFIXES) is not None:
        return old
    timing = etree.fromstring(_ROOT)
    last = holder.find("p:extLst", PREFIXES)
    if old is not None:
        holder.replace(old, timing)
    elif last is not None:
        last.addprevious(timing)
    else:
        holder.append(timing)
    return timing
