"""Stores by town, openings by year, who is active: the charts of the companies page."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.scene_cases import HOSTILE
from vitrine.chart.company import active_scene, city_scene, count_text
from vitrine.chart.company_year import year_scene
from vitrine.chart.scene import MUTED, Bar, Dot, Footer, Label, Scene, text_width_px
from vitrine.chart.screen import figure
from vitrine.chart.theme import LIGHT
from vitrine.database import Snapshot
from vitrine.export.picture import picture_of
from vitrine.filters import Filters, sql_params
from vitrine.locale import LANGUAGES, Locale, load_locale

TODAY = date(2026, 11, 22)
ENGLISH = load_locale("en")
BLUE = "#0096ff"
COOLBLUE = Filters(companies=("Coolblue",))


def ask(snapshot: Snapshot, name: str, filters: Filters, **params: object) -> pd.DataFrame:
    return snapshot.ask(name, params | sql_params(filters)).frame


def stores(snapshot: Snapshot, filters: Filters, **limits: int) -> pd.DataFrame:
    limits = {"area_count": 24, "stores_per_area": 30} | limits
    return ask(snapshot, "company_store", filters, at_date=TODAY, **limits)


def draw_stores(
    frame: pd.DataFrame, width_px: int = 1240, locale: Locale = ENGLISH, subject: str = "Coolblue"
) -> Scene:
    return city_scene(frame, subject, BLUE, TODAY, locale, width_px, Footer(sources="s"))


def signs(scene: Scene) -> list[Dot]:
    return [mark for panel in scene.panels for mark in panel.marks if isinstance(mark, Dot)]


def words(scene: Scene) -> list[str]:
    return [mark.text for panel in scene.panels for mark in panel.marks if isinstance(mark, Label)]


# Stores by town


@pytest.mark.parametrize("width_px", [350, 760, 1240])
def test_each_store_is_one_sign_that_leads_to_its_evidence(
    real_snapshot: Snapshot, width_px: int
) -> None:
    frame = stores(real_snapshot, COOLBLUE)
    scene = draw_stores(frame, width_px)
    assert sorted(sign.event_id for sign in signs(scene)) == sorted(frame["event_id"])
    assert list(scene.table["event_id"]) == list(frame["event_id"])
    opened = int(frame["state"].isin(("open", "closing")).sum())
    assert sum(sign.fill in ("solid", "pale") and sign.color == BLUE for sign in signs(scene)) == (
        opened
    )
    assert scene.title.startswith(f"Coolblue: {opened} stores known open")


def test_a_town_left_is_grey(real_snapshot: Snapshot) -> None:
    frame = stores(real_snapshot, Filters(companies=("Xiaomi",)))
    closed = set(frame.loc[frame["state"] == "closed", "event_id"])
    marks = [sign for sign in signs(draw_stores(frame)) if sign.event_id in closed]
    assert marks and all((mark.color, mark.symbol) == (MUTED, "cross") for mark in marks)


def test_states_are_counted_in_words() -> None:
    states = pd.Series(["open", "closing", "planned", "rumoured", "overdue", "closed"])
    assert count_text(states, ENGLISH) == "2 open, 2 planned, 1 overdue, 1 closed"


def test_towns_and_stores_beyond_the_limit_are_counted(real_snapshot: Snapshot) -> None:
    few = stores(real_snapshot, Filters(companies=("Xiaomi",)), area_count=2, stores_per_area=3)
    everything = stores(real_snapshot, Filters(companies=("Xiaomi",)))
    assert few["area_rank"].nunique() == 2 and len(few) == 6
    assert few["open_total"].iloc[0] == everything["open_total"].iloc[0]
    scene = draw_stores(few)
    more = int(few["area_total"].iloc[0]) - 2
    assert scene.notes == (f"{more} more metro areas with fewer stores",)
    hidden = int(few["area_store_count"].iloc[0]) - 3
    assert words(scene)[0].startswith(f"+{hidden} · ")


@pytest.mark.parametrize("width_px", [350, 1240])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_beside_the_signs_fit(real_snapshot: Snapshot, width_px: int, language: str) -> None:
    frame = stores(real_snapshot, Filters(companies=("Apple",)))
    scene = draw_stores(frame, width_px, load_locale(language))
    for panel in scene.panels:
        for mark in panel.marks:
            if isinstance(mark, Label):
                end = mark.x + text_width_px(mark.text, mark.size_px)
                assert end <= panel.x.high + 1, mark.text


def test_a_picture_keeps_the_columns_for_which_it_was_built(real_snapshot: Snapshot) -> None:
    frame = stores(real_snapshot, Filters(companies=("Xiaomi",)))
    scenes = [draw_stores(frame, width_px) for width_px in (700, 1000, 1700)]
    assert len({(scene.columns, scene.height_px) for scene in scenes}) == 1


# Openings and closings by year


def year_row(company: str, year: int, kind: str, count: int) -> dict[str, object]:
    return {
        "company": company,
        "year": year,
        "event_type": kind,
        "event_count": count,
        "event_id": f"E{year}",
        "outlets": "ABC",
        "source_url": "https://example.com/",
    }


YEARS = pd.DataFrame(
    [
        year_row("Xiaomi", 2018, "store_opening", 6),
        year_row("Xiaomi", 2022, "store_closing", 8),
        year_row("Coolblue", 2020, "store_opening", 3),
    ]
)


def draw_years(companies: list[str], width_px: int = 1240) -> Scene:
    return year_scene(YEARS, companies, {"Xiaomi": "#f60"}, ENGLISH, width_px, Footer())


def test_openings_stand_above_and_closings_below_the_line() -> None:
    scene = draw_years(["Xiaomi", "Coolblue"])
    bars = [(mark.y0, mark.y1) for mark in scene.panels[0].marks if isinstance(mark, Bar)]
    assert bars == [(0, 6), (0, -8)]
    assert scene.title == (
        "Stores reported opened (+) and closed (−), 2018–2022: Xiaomi +6 −8, Coolblue +3"
    )


def test_companies_share_one_scale_and_stand_side_by_side_or_stacked() -> None:
    wide, narrow = draw_years(["Xiaomi", "Coolblue"]), draw_years(["Xiaomi", "Coolblue"], 350)
    assert (wide.columns, narrow.columns) == (2, 1)
    for scene in (wide, narrow):
        first, second = scene.panels
        assert (first.x, first.y) == (second.x, second.y)
    assert narrow.height_px == 2 * wide.height_px


def test_a_single_year_does_not_fill_the_plot() -> None:
    (panel,) = year_scene(YEARS.tail(1), ["Coolblue"], {}, ENGLISH, 1240, Footer()).panels
    (bar,) = (mark for mark in panel.marks if isinstance(mark, Bar))
    assert bar.x1 - bar.x0 < (panel.x.high - panel.x.low) / 8


def test_title_counts_only_the_years_that_are_drawn() -> None:
    frame = pd.DataFrame(
        [year_row("Apple", year, "store_opening", 1) for year in (2001, 2015, 2025)]
    )
    scene = year_scene(frame, ["Apple"], {}, ENGLISH, 1240, Footer())
    assert scene.title == "Stores reported opened (+) and closed (−), 2015–2025: Apple +2"
    assert list(scene.table["year"]) == [2015, 2025]


def test_real_years_count_single_lasting_stores_once(real_snapshot: Snapshot) -> None:
    frame = ask(real_snapshot, "company_year", COOLBLUE, year_count=15)
    opened = frame[frame["event_type"] == "store_opening"].set_index("year")["event_count"]
    assert opened[2020] == 3 and opened[2021] == 1
    # The report "opened three German stores in 2025" names no town and is not added.
    assert 2025 not in opened.index


# Who is active


def draw_active(snapshot: Snapshot, filters: Filters, width_px: int, rows: int = 20) -> Scene:
    frame = ask(snapshot, "company_active", filters, at_date=TODAY, row_count=rows)
    return active_scene(frame, "Belgium", {}, TODAY, ENGLISH, width_px, Footer())


@pytest.mark.parametrize("width_px", [350, 1240])
def test_active_companies_are_ranked_by_open_stores(real_snapshot: Snapshot, width_px: int) -> None:
    scene = draw_active(real_snapshot, Filters(countries=("BE",)), width_px)
    counts = list(scene.table["open_count"])
    assert counts == sorted(counts, reverse=True) and counts[0] > 0
    bars = [mark for mark in scene.panels[0].marks if isinstance(mark, Bar)]
    assert all(bar.event_id.startswith("E") for bar in bars)
    assert sum(bar.x1 for bar in bars if bar.fill == "solid") == sum(counts)
    assert {"event_id", "outlets", "source_url"} <= set(scene.table.columns)


def test_companies_beyond_the_limit_are_counted(real_snapshot: Snapshot) -> None:
    everything = draw_active(real_snapshot, Filters(countries=("BE",)), 1240)
    few = draw_active(real_snapshot, Filters(countries=("BE",)), 1240, rows=3)
    assert len(few.table) == 3
    assert few.notes == (f"{len(everything.table) - 3} more companies",)


# Queries of the profile


def test_named_as_other_party_needs_the_whole_name(real_snapshot: Snapshot) -> None:
    frame = ask(real_snapshot, "company_counterparty", Filters(), company_name="HAL", row_count=500)
    assert all("HAL" in names.split("; ") for names in frame["counterparty"])
    named = ask(
        real_snapshot, "company_counterparty", Filters(), company_name="Coolblue", row_count=8
    )
    assert set(named["company"]) == {"HAL"}


def test_latest_figure_is_the_newest_full_year_and_no_target(real_snapshot: Snapshot) -> None:
    frame = ask(real_snapshot, "company_figure", COOLBLUE, figures_per_company=10)
    assert not frame.duplicated(["metric", "scope"]).any()
    assert "target" not in set(frame["basis"])
    first = frame.iloc[0]
    assert (first["metric"], first["scope"], first["period"]) == ("revenue", "", "FY2024")
    assert (first["amount"], first["currency"]) == (2_460_000_000, "EUR")


def test_groups_and_banners_have_dates(real_snapshot: Snapshot) -> None:
    frame = real_snapshot.ask("company_group", {"company_names": ["MediaMarkt"]}).frame
    ties = {row["other_company"]: row for row in frame.to_dict("records")}
    assert ties["Metro"]["to_date"] == pd.Timestamp(2017, 7, 11)
    assert ties["Ceconomy"]["from_date"] == pd.Timestamp(2017, 7, 12)


def test_important_events_hold_no_figures_and_are_newest_first(real_snapshot: Snapshot) -> None:
    frame = ask(real_snapshot, "company_event", COOLBLUE, row_count=12)
    assert len(frame) == 12 and "results" not in set(frame["event_type"])
    assert frame["sort_date"].is_monotonic_decreasing


# Both renderers, any text


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_names_stay_text(real_snapshot: Snapshot, name: str) -> None:
    frame = stores(real_snapshot, COOLBLUE)
    for column in ("company", "metro", "city", "address", "outlets"):
        frame[column] = HOSTILE[name].replace("\ud800", "").replace("\udfff", "")
    scene = draw_stores(frame, subject="Coolblue")
    written = figure(scene, LIGHT, width_px=1240, with_legend=True, can_zoom=False).to_json()
    assert "<script>" not in written and "onerror" not in written.replace("\\u", "")
    drawing = picture_of(lambda width_px: draw_stores(frame, width_px), "document", "svg")
    assert b"<script" not in drawing
