"""What must be true of every frame of a lesson on the product of matrices."""

from __future__ import annotations

import numpy as np
from manim import Line

from sessen.claims import Equal, claim
from sessen.mathematics import Matrix
from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme
from sessen.mobjects.matrices.maps import SquareMap
from sessen.mobjects.matrices.reading import read_entry, read_matrix_shown

_ROUNDED = 0.006  # what three digits of an entry may leave out, as a share of its size


class ProductClaims:
    """Claims for a lesson that has these attributes; each is silent until ``on_stage`` names what it speaks of."""

    A: Matrix
    B: Matrix
    scheme: FalkScheme
    side: Line
    placed: list[tuple[int, int]]
    squares: SquareMap
    shown_product: EntryMatrix
    on_stage: set[str]

    @claim
    def sides_meet_where_the_product_is_defined(self) -> tuple[Equal, ...] | None:
        """The width of the first block, laid on the height of the second, is as long: cell for cell."""
        if "side" not in self.on_stage:
            return None
        box, cell = self.scheme.boxes[1], self.scheme.grid.cell
        return Equal(self.side.get_length(), box.height), Equal(self.side.get_length() / cell, float(self.A.cols))

    @claim
    def entries_are_inner_products(self) -> tuple[Equal, ...] | None:
        """Each entry in its place says what NumPy makes of the numbers that its row and its column show."""
        if "product" not in self.on_stage or self.scheme.product is None or not self.placed:
            return None
        first, second = read_matrix_shown(self.scheme.first), read_matrix_shown(self.scheme.second)
        product = self.scheme.product
        return tuple(
            Equal(read_entry(product.at(i, j)), first[i] @ second[:, j], tolerance=_ROUNDED) for i, j in self.placed
        )

    @claim
    def entries_stand_where_row_and_column_cross(self) -> tuple[Equal, ...] | None:
        """As high as their row, as far to the right as their column."""
        if "product" not in self.on_stage or self.scheme.product is None or not self.placed:
            return None
        scheme, product = self.scheme, self.scheme.product
        places = [product.at(i, j).get_center()[:2] for i, j in self.placed]
        true = [(scheme.second.place_of(0, j)[0], scheme.first.place_of(i, 0)[1]) for i, j in self.placed]
        return (Equal(np.array(places), np.array(true)),)

    @claim
    def square_is_where_the_matrices_take_it(self) -> tuple[Equal, ...] | None:
        """The drawn corners are the sums of the drawn arrows; between two maps, the arrows are columns of matrices."""
        if "square" not in self.on_stage:
            return None
        images, progress = self.squares.images(), self.squares.progress.get_value()
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) @ images.T
        window = self.squares.plane.window
        seen = window.right - window.left  # points of the frame tell numbers apart only by a share of what is seen
        sums = Equal(self.squares.corners(), corners, scale=max(seen, float(np.abs(corners).max())))
        first, second = self.squares.route
        done = {0.0: np.eye(2), 1.0: first, 2.0: second @ first}.get(progress)
        return (sums,) if done is None else (sums, Equal(images, done, scale=max(seen, float(np.abs(done).max()))))

    @claim
    def product_does_both_maps_at_once(self) -> Equal | None:
        """The matrix that the panel shows as the product has the columns at which the drawn arrows have arrived."""
        if "both" not in self.on_stage or self.squares.progress.get_value() != 2:
            return None
        return Equal(self.squares.images(), read_matrix_shown(self.shown_product), tolerance=_ROUNDED)
