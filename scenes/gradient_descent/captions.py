"""What is said of a descent beside the sentences of its steps."""

from __future__ import annotations

from typing import Final

from scenes.gradient_descent.model import Fate
from sessen.words import Words

#: How a descent ends, beside its curve.
ENDS: Final = {
    Fate.ARRIVES: Words(en="arrives", ja="たどり着く"),
    Fate.CREEPS: Words(en="creeps", ja="のろのろ進む"),
    Fate.LEAPS: Words(en="leaps across", ja="飛びこえる"),
    Fate.LEAVES: Words(en="leaves the map", ja="地図の外へ"),
}
WRONG: Final = Words(en="on the wrong side", ja="反対側の点")

#: The sentence about three rates that end as those of the lecture do.
AS_EXPECTED: Final = (Fate.CREEPS, Fate.ARRIVES, Fate.LEAPS)
OTHER_RATES: Final = Words(
    en="Three rates, the same number of steps: how far they come depends on the rate alone.",
    ja="歩数は同じで、学習率だけが違います。どこまで進むかは学習率で決まります。",
)
#: What is said of a descent that does not end near the lowest point.
NOT_DOWN: Final = Words(
    en="Step by step, with the same rule: at this rate the ball does not reach the lowest point.",
    ja="同じ規則で一歩ずつ進みます。この学習率では、いちばん低い点に着きません。",
)
NOT_TRAINED: Final = Words(
    en="Differentiate, step against the gradient, repeat: with a rate that fits, a network learns so.",
    ja="微分し、勾配と逆に進み、くり返す。学習率が合えば、ネットワークはこうして学びます。",
)
