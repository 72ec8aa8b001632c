"""``python render.py voice``: takes by the machine, and recordings of one's own brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, Final

import click

from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.help_groups import GroupedCommand, scene_option, voice_option
from sessen.cli.options import SuggestingChoice, build_request, path_options
from sessen.cli.voice_import import import_into
from sessen.errors import SessenError
from sessen.files import relative, safe_name
from sessen.installation import install_voice
from sessen.pipeline import Request, Selection, UsageError
from sessen.pipeline.narration import Scripts
from sessen.pipeline.session import Session
from sessen.pool import Task, TaskResult
from sessen.variant import Language
from sessen.voice.engines import VOICES, missing_for, voice_for
from sessen.voice.engines import Voice as Speaker
from sessen.voice.speak import SpeakArgs, speak_all
from sessen.voice.take import Take, take_path, takes_folder, takes_in

_EXAMPLES: Final = """\b
Examples:
  python render.py voice
  python render.py voice --scene ChainRule --lang ja --voice jm_kumo
  python render.py voice import recording.wav --scene ChainRule
"""
_OPTIONS: Final = (
    scene_option("--scene", "scenes", multiple=True, metavar="SCENE", help="Only this scene; repeat for several."),
    scene_option(
        "--lang", type=SuggestingChoice(list(map(str, Language))), multiple=True, help="Only this language (both)."
    ),
    voice_option("--voice", type=SuggestingChoice(list(VOICES)), help=f"Who speaks: {', '.join(VOICES)}."),
    voice_option(
        "--speed",
        type=click.FloatRange(0.5, 2.0),
        default=1.0,
        metavar="FACTOR",
        help="Speaking speed: 1.1 is a tenth faster.",
    ),
    voice_option("--denoise", is_flag=True, help="Take steady noise out of a recording."),
    voice_option("--anyway", is_flag=True, help="Take a recording although words are missing in it."),
    voice_option("--replace", is_flag=True, help="Replace recordings that are there; copies are kept."),
    voice_option("--dry-run", is_flag=True, help="Only list the takes that would be made."),
)


def _voice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return reduce(lambda done, option: option(done), reversed(_OPTIONS), command)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A take to make, and why."""

    scene: str
    language: str
    step: str
    why: str
    args: SpeakArgs


@click.command(
    cls=GroupedCommand,
    name="voice",
    help="Speak the steps that have no take, or one that is out of date.",
    epilog=_EXAMPLES,
)
@click.argument("words", nargs=-1, metavar="[import RECORDING]")
@_voice_options
@path_options
@click.pass_obj
def command(console: Console, /, words: tuple[str, ...], dry_run: bool, **options: Any) -> int:
    """Make them; 1 when one could not be made."""
    request = _request(options)
    if words:
        return import_into(console, _recording(words), request, options)
    with Session(request) as session:
        wanted, own, failures = _wanted(session, request, options)
        for line in own:
            console.log(line)
        done = [] if dry_run else list(_made(console, session, wanted))
        failures += [outcome.error for outcome in done if outcome.error is not None]
    for failure in failures:
        console.print_error(failure)
    _tell(console, wanted, failures, dry_run=dry_run)
    return 1 if failures else 0


def _recording(words: tuple[str, ...]) -> Path:
    if words[0] != "import" or len(words) != 2:
        raise UsageError(f"voice {' '.join(words)}: not understood", hint="voice import RECORDING --scene SCENE")
    return Path(words[1])


def _request(options: dict[str, Any]) -> Request:
    languages = options["lang"] or tuple(map(str, Language))
    told = {"lang": languages, "quality": "draft", "theme": None, "words": None, "shape": "wide"}
    return build_request({**options, **told, "targets": options["scenes"], "voice": None})


def _wanted(
    session: Session, request: Request, options: dict[str, Any]
) -> tuple[list[_Wanted], list[str], list[SessenError]]:
    """The takes to make, what is to be said of recordings, and what went wrong."""
    chosen, failures = session.select()
    scripts, unspoken = session.narrator.scripts(chosen)
    speakers = {language: voice_for(language, options["voice"] or "") for language in request.languages}
    wanted: list[_Wanted] = []
    own: list[str] = []
    for each in chosen:
        for language, speaker in speakers.items():
            found = _Scene(session.folder, each, language, scripts.get((each.scene.name, language), {}))
            wanted += found.wanted(speaker, options["speed"], named=options["voice"] is not None)
            own += found.recordings()
    return wanted, own, [*failures, *unspoken]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene in a language: its takes and what it says."""

    state: Path
    chosen: Selection
    language: str
    scripts: Scripts

    @property
    def _folder(self) -> Path:
        return takes_folder(self.state.parent, self.language, self.chosen.scene.name)

    def wanted(self, speaker: Speaker, speed: float, *, named: bool) -> Iterator[_Wanted]:
        there = takes_in(self._folder)
        for step, script in self.scripts.items():
            take = there.get(safe_name(step))
            if not script.sentences or (take is not None and take.is_own):
                continue
            why = self._why(take, step, speaker.name if named else "", speed)
            if why:
                kept, target = self.state / "voice" / "sentences", take_path(self._folder, step)
                args = SpeakArgs(script, str(self.chosen.scene.file), speaker.name, speed, str(kept), str(target))
                yield _Wanted(self.chosen.scene.name, self.language, step, why, args)

    def _why(self, take: Take | None, step: str, voice: str, speed: float) -> str:
        if take is None or take.info is None:
            return "no take"
        if not take.says(self.scripts[step]):
            return "other words"
        return "other voice" if (voice and take.info.voice != voice) or take.info.speed != speed else ""

    def recordings(self) -> Iterator[str]:
        """The recordings whose words have changed since."""
        for step, script in self.scripts.items():
            take = takes_in(self._folder).get(safe_name(step))
            if take is not None and take.is_own and not take.says(script):
                yield f"{relative(take.path)} was recorded for other words: record it again; it stays as it is"


def _made(console: Console, session: Session, wanted: Sequence[_Wanted]) -> Iterator[TaskResult]:
    """Speak them, a sentence after the other; what is done when it is interrupted stays."""
    for speaker in {each.args.voice: VOICES[each.args.voice] for each in wanted}.values():
        if absent := missing_for(speaker):
            what = f"the voice {speaker.name} cannot speak: not installed: {absent}"
            raise UsageError(what, hint=install_voice())
    parts: dict[tuple[str, str], list[SpeakArgs]] = {}
    for each in wanted:
        parts.setdefault((each.scene, each.language), []).append(each.args)
    tasks = [Task(scene, speak_all, tuple(args), runs_scene=False) for (scene, _), args in parts.items()]
    yield from session.run_locally(tasks, _Progress(console, wanted).on_message)


class _Progress:
    """A line for each take that is there."""

    def __init__(self, console: Console, wanted: Sequence[_Wanted]) -> None:
        self._console = console
        self._wanted = {each.args.target: each for each in wanted}
        self._done = 0

    def on_message(self, task: Task, message: tuple[str, float]) -> None:
        """A take has come."""
        target, seconds = message
        each, self._done = self._wanted[target], self._done + 1
        what = f"{each.scene}::{each.step} ({each.language})"
        self._console.log(f"{self._done}/{len(self._wanted)}  {what}  {seconds:.1f} s")


def _tell(console: Console, wanted: Sequence[_Wanted], failures: Sequence[SessenError], *, dry_run: bool) -> None:
    files = [Path(each.args.target) for each in wanted]
    rows = [
        [each.scene, each.language, each.step, each.why, _size(file), relative(file)]
        for each, file in zip(wanted, files, strict=True)
        if dry_run or file.is_file()
    ]
    if rows:
        console.table(["scene", "language", "step", "why", "size", "where"], rows, right=(4,))
    elif not failures:
        console.print("every step has its take")
    takes = [
        {"scene": each.scene, "language": each.language, "step": each.step, "why": each.why, "where": each.args.target}
        for each in wanted
    ]
    console.emit_json({"takes": takes, "failed": [error_to_json(failure) for failure in failures]})


def _size(file: Path) -> str:
    return format_bytes(file.stat().st_size) if file.is_file() else ""
