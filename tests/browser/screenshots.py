"""Writes a picture of every page: python -m tests.browser.screenshots [folder]."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, Watched, running_server
from tests.conftest import CHROMIUM
from vitrine.settings import load_settings

VIEWS = {
    "overview": "/",
    "map": "/map",
    "map-xiaomi": "/map?company=Xiaomi&metro=Paris&metro=Madrid&metro=Barcelona",
    "timelines": "/timelines",
    "timelines-xiaomi": "/timelines?company=Xiaomi&company=Coolblue&company=Ceconomy",
    "revenue": "/revenue",
    "revenue-coolblue-fr": "/revenue?company=Coolblue&country=BE&lang=fr",
    "companies": "/companies",
    "companies-compare": "/companies?company=Coolblue&company=Ceconomy&company=Fnac+Darty",
    "events": "/events",
    "card": "/events?company=Coolblue&country=BE&metric=revenue&event=E0213",
    "empty": "/events?company=Swappie&type=store_closing&lang=nl",
}
SIZES = {"1400": (1400, 1000), "390": (390, 844)}


def main(folder: Path, chosen: list[str]) -> None:
    """Write <view>-<width>-<theme>.png for every view, width and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    with running_server(load_settings()) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for view, path in VIEWS.items():
            if chosen and view not in chosen:
                continue
            for size, (width, height) in SIZES.items():
                for theme in ("light", "dark"):
                    context = chromium.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme="dark" if theme == "dark" else "light",
                    )
                    watched = Watched(context.new_page(), address)
                    watched.open(path)
                    watched.page.wait_for_timeout(1500)
                    tall = watched.page.evaluate(
                        "document.querySelector('[data-testid=stMain]').scrollHeight"
                    )
                    watched.page.set_viewport_size({"width": width, "height": min(tall, 6000)})
                    watched.page.wait_for_timeout(700)
                    watched.page.screenshot(path=folder / f"{view}-{size}-{theme}.png")
                    for problem in (*watched.errors, *watched.outside):
                        print(f"{view} {size} {theme}: {problem}")
                    context.close()
        chromium.close()


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name in VIEWS]
    folders = [Path(name) for name in sys.argv[1:] if name not in VIEWS]
    main(folders[0] if folders else Path("screenshots"), names)
