"""The figures page in a run without a browser: its choices live in the URL."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from vitrine.settings import ROOT, Settings

# AppTest runs outside a browser; pandas and streamlit warn about things that only matter there.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(autouse=True)
def _use_real_data(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))


def open_figures(**params: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/revenue.py")
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception and not app.error
    return app


def headings(app: AppTest) -> list[str]:
    return [item.value.replace("\\", "") for item in app.markdown if item.value.startswith("###")]


def chooser(app: AppTest, name: str) -> Selectbox:
    return next(box for box in app.selectbox if str(box.key).startswith(f"{name}-en"))


def charts(app: AppTest) -> list[str]:
    drawn = [item.proto for item in app.get("bidi_component") if '"figure"' in item.proto.json]
    specs = [json.loads(json.loads(proto.json)["figure"]) for proto in drawn]
    return [json.dumps(spec, ensure_ascii=False) for spec in specs]


def test_the_first_visit_shows_the_reference_case() -> None:
    app = open_figures()
    assert "Coolblue's revenue in Belgium more than doubled" in headings(app)[0]
    assert "also reported:<br>309 (L&#39;Echo)" in charts(app)[0]


def test_another_metric_is_written_into_the_url() -> None:
    app = open_figures(company="Coolblue")
    chooser(app, "figure-metric").set_value("ebitda").run()
    assert app.query_params["metric"] == "ebitda"
    assert "Coolblue's EBITDA" in headings(app)[0]
    chooser(app, "figure-metric").set_value("revenue").run()
    assert "metric" not in app.query_params


def test_another_series_sets_company_and_country() -> None:
    app = open_figures()
    chooser(app, "figure-series").set_value(("Fnac", "ES")).run()
    assert app.query_params["company"] == "Fnac"
    assert app.query_params["country"] == "ES"
    assert "Fnac's revenue in Spain" in headings(app)[0]
    chooser(app, "figure-series").set_value(("", "")).run()
    assert "company" not in app.query_params
    assert app.query_params["compare"] == "on"
    assert headings(app)[0].startswith("### Revenue rose")


@pytest.mark.parametrize(
    ("scale", "finding"), [("index", "grew most since"), ("share", "Belgium made")]
)
def test_a_scale_of_the_url_is_drawn(scale: str, finding: str) -> None:
    params = {"compare": "on"} if scale == "index" else {"company": "Coolblue"}
    assert finding in headings(open_figures(scale=scale, **params))[0]


def test_targets_stand_in_a_chart_of_their_own() -> None:
    app = open_figures(company="Coolblue", country="DE")
    assert [title for title in headings(app) if "Targets reached" in title]


def test_parts_of_years_are_another_series() -> None:
    app = open_figures(company="Ceconomy", span="part", metric="ebit")
    assert "quarters" in " ".join(item.value for item in app.caption)


def test_an_empty_view_names_the_nearest_figures() -> None:
    app = open_figures(company="Coolblue", country="FR")
    said = " ".join(item.value for item in app.caption).replace("\\", "")
    assert "Revenue is known for: Coolblue · whole group" in said


def test_a_conversion_is_offered_for_foreign_amounts_only() -> None:
    assert not [item for item in open_figures().toggle if "convert" in str(item.key)]
    app = open_figures(company="Xiaomi")
    app.toggle(key="figure-convert-en").set_value(True).run()
    assert app.query_params["convert"] == "EUR"
    assert "≈ €47bn" in charts(app)[0]
