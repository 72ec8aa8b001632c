"""Every kind of product. A new one is a folder, which says what is made of a plan and how, and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessen.pipeline.product import Products


@dataclass(frozen=True, slots=True)
class ProductKind:
    """A row of the registry. What it names is imported when it is asked for.

    Parameters
    ----------
    help
        What its command is for, in a sentence.
    products
        ``MODULE:NAME`` of a class without arguments that says which products a plan has: a
        `sessen.pipeline.product.Products`.
    command
        The module with the command, where the usual one (`sessen.cli.product`) is not enough: for options of its own.
    """

    help: str
    products: str = ""
    command: str = ""

    def make_products(self) -> Products:
        """What says which products a plan has."""
        products: Products = resolve_name(self.products)()
        return products


#: By the name of the command that makes them.
PRODUCTS: dict[str, ProductKind] = {
    "videos": ProductKind(
        "Make videos: all scenes of the lecture when none is named.",
        products="sessen.products.video.planned:Videos",
        command="sessen.cli.videos",
    ),
    "clips": ProductKind(
        "Make clips of steps for slides and pages; all steps of a scene when none is named.", command="sessen.cli.clips"
    ),
    "deck": ProductKind(
        "Make a deck of the lecture's steps, or fill the named shapes of an existing deck.",
        command="sessen.cli.deck",
    ),
}
