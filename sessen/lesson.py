"""`Lesson`: a Manim scene made of named steps, with parameters, words in each language and claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, cast

from manim import Camera, ManimColor, Mobject

from sessen.allowances import Allowing
from sessen.assets import asset_of
from sessen.captioned import Captioned
from sessen.claims import ClaimLog, ClaimValue, claims_of, unused_name
from sessen.fixed_in_frame import fix_in_frame, let_fix, marked
from sessen.job import SECTION
from sessen.layout import layout_for
from sessen.manim_defaults import themed_defaults
from sessen.marks import Waiting
from sessen.parameters import Parameter, ParameterError, format_value
from sessen.steps import Step, step_of, steps_of
from sessen.suggestions import did_you_mean
from sessen.theme import INK, THEMES, Role
from sessen.typesetting.typeset import FORMULA, LABEL, Typeset, Typesetter
from sessen.variant import Variant
from sessen.words import Words, reading_time


class Lesson(Allowing, Captioned):
    """A scene that answers one question in named steps.

    Subclasses say what they teach in class attributes, their inputs as parameters, and write one method a step::

        class Doubling(Lesson):
            section = "0.1"
            topic = Words(en="Doubling", ja="倍")
            question = Words(en="What does doubling do?", ja="倍にするとどうなるでしょうか?")
            number = Number("3", help="what is doubled")

            @step(en="This is our number.", ja="この数から始めます。")
            def show_number(self) -> None:
                self.play(FadeIn(self.math("3")))

    Parameters
    ----------
    renderer
        Manim's renderer; made by Manim if left out.
    variant
        Language, theme, shape, words, headline and quality.
    values
        Parameters as typed; those left out keep their defaults.
    strict_claims
        Whether a violated claim ends the scene at once.

    Raises
    ------
    ParameterError
        A name that the lesson does not have, or a text that is no value for it.
    """

    def __init__(
        self,
        renderer: Any = None,
        *,
        variant: Variant | None = None,
        values: Mapping[str, str] | None = None,
        strict_claims: bool = True,
        **manim_options: Any,
    ) -> None:
        super().__init__(renderer=renderer, **manim_options)  # by name: scenes with other cameras take that first
        self.variant = variant or Variant()
        self.theme = THEMES[self.variant.theme].on(self.variant.paper)
        self.layout = layout_for(self.variant.shape)
        self.type = Typesetter(self.theme, self.variant.language, least=self.layout.smallest_type)
        self.claim_log = ClaimLog(type(self).__name__, strict=strict_claims)
        given = dict(values or {})
        if SECTION in given and SECTION not in self.parameters():
            self.section = given.pop(SECTION)
        self.parameter_values = self._read(given)
        self.typed = {name: given.get(name, each.default) for name, each in self.parameters().items()}
        camera = cast(Camera, self.camera)  # lessons are drawn by Cairo
        camera.background_color = ManimColor(self.theme[Role.PAPER])
        camera.init_background()
        let_fix(camera)
        self.current_step: Step | None = None
        self.waiting = Waiting()
        self._on_screen: frozenset[int] | None = None
        self._is_checking = False
        self._claims = claims_of(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Manim copies mobjects with their updaters; one that is a method of the lesson must not copy the lesson.
        return self

    # -- what the lesson is --------------------------------------------------------------------------------------

    @classmethod
    def steps(cls) -> tuple[Step, ...]:
        """The steps in the order they are written."""
        return steps_of(cls)

    @classmethod
    def parameters(cls) -> dict[str, Parameter[Any]]:
        """The parameters by name, in the order they are written."""
        members = {name: member for base in reversed(cls.__mro__) for name, member in vars(base).items()}
        return {name: member for name, member in members.items() if isinstance(member, Parameter)}

    @classmethod
    def _read(cls, values: Mapping[str, str]) -> dict[str, Any]:
        parameters = cls.parameters()
        for name in values:
            if name not in parameters:
                known = ", ".join(parameters) or "none"
                raise ParameterError(
                    f"no parameter '{name}' (available: {known})",
                    location=cls.__name__,
                    hint=did_you_mean(name, parameters, ""),
                )
        return {name: parameter.parse(values.get(name, parameter.default)) for name, parameter in parameters.items()}

    # -- the run through the steps -------------------------------------------------------------------------------

    def render(self, *args: Any, **kwargs: Any) -> bool:
        """Run it, with the theme's colours where Manim's mobjects have white, black and yellow by themselves."""
        with themed_defaults(self.theme):
            return bool(super().render(*args, **kwargs))

    def construct(self) -> None:
        """Run the steps, each from the picture that the one before it has left."""
        for each in self.steps():
            self.next_section(each.name)
            # Read now and not before: a preview puts in what the step has come to say while its scene was waiting here.
            self._run(self.step_text(step_of(type(self), each.name)))

    def step_text(self, each: Step) -> Step:
        """The step as it is told for the values of this lesson; a lesson may have other words for special values."""
        return each

    def _run(self, each: Step) -> None:
        """One step: the old picture, the words, what the method shows, time to look at it, the exact end state."""
        # The first step may ask the question before it says its sentence.
        asks = self.current_step is None and self.variant.headline
        self.current_step = each
        self.waiting.begins = self.time
        self.wait_frames(1)
        self._unsaid = each
        if not asks:
            self._say()
        getattr(self, each.name)()
        self._say()
        if self.variant.words:
            left = reading_time(self.localize(each.words)) - (self.time - self._said)
            self.wait_at_least(max(left, self.pacing.rest(self.time)))
        self.wait_frames(1)
        self._check_claims()

    def until(self, mark: str) -> None:
        """Stand still until a mark of the step's narration has been spoken; no time at all where nobody speaks."""
        step = self.current_step.name if self.current_step else ""
        self.wait_at_least(self.waiting.seconds_until(step, mark, self.time, self.camera.frame_rate))

    def update_to_time(self, t: float) -> None:
        """Move everything to a time of the running animations (Manim's hook for a frame), then examine the claims."""
        super().update_to_time(t)
        self._check_claims()

    def _check_claims(self) -> None:
        # Steps that are only walked through, to draw a later one, were examined when they were drawn themselves.
        if not getattr(self.renderer, "examines", True):
            return
        step = self.current_step.name if self.current_step else "setup"
        self.claim_log.frames += 1
        self._is_checking = True
        for name, examine in self._claims.items():
            self.claim_log.record(name, examine(), step=step, seconds=self.time)
        self._on_screen, self._is_checking = None, False

    def is_on_screen(self, mobject: Mobject) -> bool:
        """Whether a mobject is on screen, by itself or as part of another."""
        if any(mobject is each for each in self.mobjects):
            return True
        # Claims ask often; while one frame is examined, what is on screen does not change.
        members = self._on_screen or self._members()
        self._on_screen = members if self._is_checking else None
        return id(mobject) in members

    def add_claim(self, name: str, about: Mobject, examine: Callable[[], ClaimValue]) -> None:
        """Examine on every frame that shows a mobject whether what it says is so; mobjects bring such claims along."""
        self._claims[unused_name(name, self._claims)] = lambda: examine() if self.is_on_screen(about) else None

    def _members(self) -> frozenset[int]:
        """The identities of all mobjects on screen, and of their parts."""
        found: set[int] = set()
        waiting: list[Mobject] = list(self.mobjects)
        while waiting:
            mobject = waiting.pop()
            if id(mobject) not in found:
                found.add(id(mobject))
                waiting.extend(mobject.submobjects)
        return frozenset(found)

    def fix_in_frame(self, *mobjects: Mobject) -> None:
        """Let mobjects stay where they are in the picture while the camera moves, as headline and caption do."""
        fix_in_frame(cast(Camera, self.camera), mobjects)

    def add(self, *mobjects: Any) -> Self:
        """Add mobjects, as Manim does; panels stay fixed in the frame."""
        self.fix_in_frame(*marked(cast(Camera, self.camera), mobjects))
        super().add(*mobjects)
        return self

    # -- what is said and set ------------------------------------------------------------------------------------

    @property
    def text_values(self) -> dict[str, str]:
        """What sentences may name in braces; lessons add to it what they compute."""
        return {name: format_value(value) for name, value in self.parameter_values.items()}

    def localize(self, words: Words) -> str:
        """The sentence in the language of the variant."""
        return words.localized(self.variant.language, self.text_values)

    def math(self, source: str, *, size: float = FORMULA, role: Role = INK) -> Typeset:
        """Mathematics in Typst's notation; parts labelled ``{{ x : ROLE }}`` take their role's colour."""
        return self.type.math(source, size=size, role=role)

    def text(self, *, size: float = LABEL, role: Role = INK, bold: bool = False, **sentences: str) -> Typeset:
        """A few words in the language of the variant: ``self.text(en="slope", ja="傾き")``."""
        words = Words(owner=type(self).__name__, **sentences)
        return self.type.words(self.localize(words), size=size, role=role, bold=bold)

    def asset(self, name: str) -> Path:
        """The path of a file in the project's ``assets``; an edit of it draws the steps anew that come to look for it.

        Raises
        ------
        SessenError
            There is none of that name; names that are near are given.
        """
        return asset_of(type(self), name)
