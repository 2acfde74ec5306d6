"""The pages of map and companies: a link to a store, what is drawn only when the reader is near."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.test_pages import open_page
from vitrine.settings import Settings

STORE = "E0026"  # of Apple in Paris
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(autouse=True)
def _snapshots(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))


def headings(app: AppTest) -> list[str]:
    return [item.value for item in app.markdown if item.value.startswith("###")]


def close_buttons(app: AppTest) -> list[object]:
    return [item for item in app.button if item.key == "store-close"]


def test_a_link_to_a_store_tells_its_life(real_settings: Settings) -> None:
    app = open_page("map", company="Coolblue")
    assert not close_buttons(app)
    app.query_params["store"] = STORE
    app.run()
    assert not close_buttons(app), "another company's store is not on this map"
    link = open_page("map", store=STORE)
    assert len(close_buttons(link)) == 1


def test_closing_the_life_of_a_store_takes_it_out_of_the_address() -> None:
    app = open_page("map", store=STORE)
    app.button(key="store-close").click().run()
    assert "store" not in app.query_params
    assert not close_buttons(app)


@pytest.mark.parametrize("page", ["map", "companies"])
def test_what_is_below_the_window_is_drawn_only_when_asked_for(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = headings(open_page(page))
    monkeypatch.setenv("VITRINE_DRAW_UNSEEN", "off")
    seen = headings(open_page(page))
    assert set(seen) < set(whole)
    assert seen, "what the window shows is drawn at once"


def test_reports_off_the_map_are_listed_when_the_reader_opens_them() -> None:
    app = open_page("map")
    assert not [item for item in app.button if str(item.key).startswith("store-note-")]
