"""The picture of the preview in the README: python tools/preview_picture.py [FOLDER], docs/pictures by default."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300_000  # milliseconds: every step of the scene is drawn
VIEWS: Final[dict[str, tuple[int, int, Literal["dark", "light"]]]] = {
    "preview": (1440, 900, "dark"),
    "preview-light": (1440, 900, "light"),
    "preview-phone": (390, 844, "light"),
}


def pictures(address: str) -> dict[str, Image.Image]:
    """The page at the step where slopes gather, wide and narrow, dark and light."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, Image.Image] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (width, height, scheme) in VIEWS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en")
            page.set_default_timeout(PATIENCE)
            page.goto(address)
            page.wait_for_selector("#steps li:last-child button[data-state=ready]")
            page.click("#steps button[data-step=bring_q_closer]")
            page.wait_for_selector("#stage[data-source^=motion]")
            page.wait_for_selector("#claims .holds")
            page.wait_for_selector("#scenes button:nth-child(6) img")  # the last that is seen
            page.wait_for_timeout(1500)
            found[name] = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    return found


def main() -> None:
    """Draw them; only the first goes into the README."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    command = [sys.executable, "-m", "sessen", "preview", "SecantToTangent", "--no-browser"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        drawn = pictures(process.stderr.readline().split()[-1])
    finally:
        process.terminate()
        process.communicate()
    wanted = drawn if len(sys.argv) > 1 else {"preview": drawn["preview"]}
    for name, picture in wanted.items():
        picture.convert("RGB").save(folder / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
