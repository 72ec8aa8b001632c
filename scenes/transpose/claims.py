"""What must be true of every frame of a lesson on transposition."""

from __future__ import annotations

import numpy as np

from scenes.transpose.single_matrix import LoneMatrix
from scenes.transpose.three_factors import ChainDiagram
from sessen.claims import Equal, claim
from sessen.mathematics import Matrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme
from sessen.mobjects.matrices.maps import floats_of
from sessen.mobjects.matrices.reading import read_by_place

_ROUNDED = 0.006  # what three digits of an entry may leave out, as a share of its size


class TransposeClaims:
    """Claims for a lesson that has these attributes; each is silent until ``on_stage`` names what it speaks of."""

    A: Matrix
    B: Matrix
    lone: LoneMatrix
    scheme: FalkScheme
    chain: ChainDiagram
    turned_over: bool
    on_stage: set[str]

    @claim
    def entries_are_where_the_mirror_puts_them(self) -> Equal | None:
        """What is read between the brackets is the matrix, or NumPy's transpose of it once it has been turned over."""
        if "matrix" not in self.on_stage:
            return None
        true = floats_of(self.A)
        return Equal(read_by_place(self.lone.shown), true.T if self.turned_over else true, tolerance=_ROUNDED)

    @claim
    def left_times_top_is_the_corner(self) -> tuple[Equal, ...] | None:
        """Before and after the mirror: the block on the left times the block above is the block where they cross."""
        if "numbers" not in self.on_stage:
            return None
        blocks = [read_by_place(each) for each in (self.scheme.first, self.scheme.second, self.scheme.result)]
        left, top, corner = (blocks[1], blocks[0], blocks[2]) if self.turned_over else blocks
        product = floats_of(self.A) @ floats_of(self.B)
        known = Equal(corner, product.T if self.turned_over else product, tolerance=_ROUNDED)
        return Equal(left @ top, corner, tolerance=2 * _ROUNDED), known

    @claim
    def sides_of_the_blocks_meet(self) -> tuple[Equal, ...] | None:
        """A product is as high as the block on its left and as wide as the block above it."""
        if "sizes" not in self.on_stage:
            return None
        first, second, product = ([each.width, each.height] for each in self.scheme.sheets)
        left, top = (second, first) if self.turned_over else (first, second)
        return Equal(product, [top[0], left[1]]), Equal(left[0], top[1])

    @claim
    def three_factors_meet_in_both_orders(self) -> tuple[Equal, ...] | None:
        """A B C is as high as A and as wide as C; in the mirror, as high as C turned over and as wide as A."""
        if "chain" not in self.on_stage:
            return None
        a, b, c, ab, abc = (np.array([piece.backing.width, piece.backing.height]) for piece in self.chain.pieces)
        wide, high = (1, 0) if self.turned_over else (0, 1)  # the mirror exchanges them
        return (
            Equal([ab[high], ab[wide], abc[high], abc[wide]], [a[high], b[wide], a[high], c[wide]]),
            Equal([a[wide], b[wide]], [b[high], c[high]]),
        )
