"""Pictures: exact size, something on them, nothing that breaks them, the same bytes each time."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.scene_cases import FOOTER, HOSTILE, city_map, multiples, revenue, timeline, write_land
from vitrine.chart.layout import Box
from vitrine.chart.map_scene import Bubble, bubble_radius_px
from vitrine.chart.scene import ACCENT, Footer, Scene
from vitrine.errors import DataError
from vitrine.export.caption import plan_caption, web_link
from vitrine.export.face import FAMILY, families, fit, text_width, wrap
from vitrine.export.map_picture import load_land, map_picture, project
from vitrine.export.paper import MEASURES, PictureSize
from vitrine.export.picture import picture, picture_of

SIZES = {"slide": (1920, 1080), "document": (1890, 1260), "square": (1080, 1080)}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory.mktemp("land"))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


def colors_in(image: Image.Image, box: tuple[int, int, int, int] | None = None) -> set:
    part = image.crop(box) if box else image
    return {color for _, color in part.getcolors(maxcolors=2_000_000)}


def texts_in(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    return ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("build", [revenue, timeline, multiples])
def test_a_png_has_the_exact_size_and_ink_on_it(size: str, build) -> None:
    image = opened(picture_of(build, size, "png"))
    assert image.size == SIZES[size]
    assert len(colors_in(image)) > 20
    assert image.getpixel((2, image.height - 2)) == (255, 255, 255)


def test_title_bars_and_footer_are_where_they_belong() -> None:
    image = opened(picture(revenue(), "slide", "png"))
    assert (28, 39, 51) in colors_in(image, (0, 20, 1920, 110))
    middle = colors_in(image, (0, 300, 1920, 900))
    assert {(11, 110, 153), (200, 50, 60)} <= middle
    assert colors_in(image, (0, 970, 1920, 1060)) - {(255, 255, 255)}


def test_the_same_scene_gives_the_same_bytes() -> None:
    for form in ("png", "svg"):
        assert picture(revenue(), "document", form) == picture(revenue(), "document", form)
    assert b"<dc:date>" not in picture(revenue(), "document", "svg")


def test_threads_draw_what_one_alone_draws() -> None:
    alone = [picture(build(), "square", "png") for build in (revenue, timeline)]
    with ThreadPoolExecutor(4) as pool:
        jobs = [
            pool.submit(picture, build(), "square", "png")
            for _ in range(4)
            for build in (revenue, timeline)
        ]
    assert [job.result() for job in jobs] == alone * 4


def test_an_svg_holds_the_words_as_text() -> None:
    svg = picture(revenue(), "document", "svg")
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    assert (root.get("width"), root.get("height")) == ("1890", "1260")
    assert root.find(f"{SVG}title").text == "Coolblue grew by 23% in Belgium"
    words = " ".join(texts_in(svg))
    for part in ("Coolblue grew by 23%", "Revenue in Belgium", "2018 is a target", "reported"):
        assert part in words
    assert all(line in words for line in (FOOTER.sources, FOOTER.as_of, FOOTER.link))
    assert "Filters: Coolblue, Belgium · 2016 to 2018" in words


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_is_drawn_as_text(name: str) -> None:
    text = HOSTILE[name]
    scene = revenue(text=text)
    svg = picture(scene, "document", "svg")
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    assert {item.tag.removeprefix(SVG) for item in root.iter()} & {"script", "foreignObject"} == (
        set()
    )
    assert not set("\u202e\u2066\u200f\x07\x1b") & set(svg.decode("utf-8"))
    assert opened(picture(scene, "slide", "png")).size == (1920, 1080)


def test_tex_and_quotes_stay_as_they_were_written() -> None:
    words = texts_in(picture(revenue(text=r"$\frac{1}{0}$ \"x\" {y}"), "slide", "svg"))
    assert any(r"$\frac{1}{0}$" in line for line in words)
    assert any('"x' in line for line in words)


def test_only_web_addresses_become_links() -> None:
    def links(link: str) -> list[str]:
        footer = Footer(sources="Sources: x", link=link)
        root = ElementTree.fromstring(picture(revenue(footer=footer), "slide", "svg"))  # noqa: S314
        return [
            value
            for item in root.iter(f"{SVG}a")
            for name, value in item.attrib.items()
            if name.endswith("href")
        ]

    assert links("https://vitrine.example/?a=1&b=2") == ["https://vitrine.example/?a=1&b=2"]
    assert links("javascript:alert(1)") == []
    assert links('https://x.example/"onload="alert(1)') == []


@pytest.mark.parametrize(
    "link", ["ftp://x", "https://", "https://a b", "//x.example", "https://x.example/\n", "http:x"]
)
def test_other_things_are_no_web_links(link: str) -> None:
    assert web_link(link) == ""


@pytest.mark.parametrize("size", list(PictureSize))
@pytest.mark.parametrize("amount", [1, 50, 400])
def test_words_around_the_plot_never_overlap_it(size: PictureSize, amount: int) -> None:
    text = "Koelblauw en Mediamarkt " * amount
    scene = replace(
        revenue(text=text),
        notes=(text,) * 10,
        legend=revenue(text=text).legend * 10,
        footer=Footer(text, text, text, text, "https://x.example/" + "y" * 500),
    )
    measure = MEASURES[size]
    plan = plan_caption(scene, measure.plot_width_px, measure.sheet_height_px)
    above = [row for row in plan.rows if row.baseline < plan.plot.top]
    below = [row for row in plan.rows if row.baseline - row.size_px > plan.plot.bottom]
    assert len(above) + len(below) == len(plan.rows)
    assert plan.plot.height > 150
    baselines = [row.baseline for row in plan.rows]
    assert baselines == sorted(baselines)
    assert baselines[-1] < measure.sheet_height_px
    assert all(sign[1] < plan.plot.top for sign in plan.signs)
    for row in plan.rows:
        assert text_width(row.text, row.size_px, row.is_bold) <= measure.plot_width_px


def test_a_high_scene_is_built_wider_and_fits() -> None:
    widths: list[int] = []

    def build(width_px: int) -> Scene:
        widths.append(width_px)
        return timeline(width_px, lanes=60)

    image = opened(picture_of(build, "slide", "png"))
    assert widths[0] == 1100
    assert widths[-1] > 2_000
    assert len(widths) <= 4
    assert (11, 110, 153) not in colors_in(image, (200, 990, 1920, 1080))


def test_a_flat_scene_is_built_once() -> None:
    widths: list[int] = []

    def build(width_px: int) -> Scene:
        widths.append(width_px)
        return revenue(width_px)

    picture_of(build, "square", "svg")
    assert widths == [700]


def test_labels_at_the_edge_stay_on_the_sheet() -> None:
    svg = picture(
        revenue(text="a label that is much too long for the room it has"), "square", "svg"
    )
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    width = float(root.get("viewBox").split()[2])
    for item in root.iter(f"{SVG}text"):
        style = item.get("style")
        size = float(style.split("font-size: ")[1].split("px")[0])
        length = text_width("".join(item.itertext()), size, "700" in style)
        place = item.get("transform") or ""
        x = float(item.get("x") or place.split("translate(")[1].split()[0].rstrip(","))
        start = {"middle": x - length / 2, "end": x - length}.get(
            style.split("text-anchor: ")[1].split(";")[0], x
        )
        assert start >= -1
        assert start + length <= width + 1


def test_the_face_of_the_screen_is_installed() -> None:
    assert families()[0] == FAMILY


@given(st.text(max_size=120), st.floats(20, 400))
@settings(max_examples=60, deadline=None)
def test_fitted_text_is_never_wider_than_its_room(text: str, width: float) -> None:
    assert text_width(fit(text, 12, width), 12) <= max(width, text_width("…", 12))


def test_wrapped_text_keeps_its_words_or_says_that_it_is_cut() -> None:
    text = "one two three four five six seven eight nine ten"
    assert " ".join(wrap(text, 12, 90, 20)) == text
    short = wrap(text, 12, 90, 2)
    assert len(short) == 2
    assert short[-1].endswith("…")


# ------------------------------------------------------------------ maps


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("with_bubbles", [True, False])
def test_a_map_has_the_exact_size_land_and_marks(size: str, with_bubbles: bool, land: Path) -> None:
    image = opened(map_picture(city_map(with_bubbles=with_bubbles), size, "png", land))
    assert image.size == SIZES[size]
    colors = colors_in(image)
    assert {(246, 245, 242), (11, 110, 153)} <= colors
    assert ((217, 228, 236) in colors) is with_bubbles  # water beyond the land


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_map_draws_hostile_text_as_text(name: str, land: Path) -> None:
    svg = map_picture(city_map(text=HOSTILE[name]), "document", "svg", land)
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    assert not any(item.tag.endswith("script") for item in root.iter())
    assert not set("\u202e\u2066\u200f\x07\x1b") & set(svg.decode("utf-8"))


def test_a_bubble_says_its_number_and_its_city(land: Path) -> None:
    words = texts_in(map_picture(city_map(with_bubbles=True), "slide", "svg", land))
    assert {"42", "3", "9", "Madrid"} <= set(words)


def test_bubbles_of_close_towns_stand_side_by_side(land: Path) -> None:
    scene = city_map(with_bubbles=True)
    towns = ((4.9, 52.37), (4.48, 51.92), (4.3, 52.07), (5.12, 52.09), (4.4, 51.22))
    close = tuple(Bubble(lon, lat, 2, color=ACCENT) for lon, lat in towns)
    svg = map_picture(replace(scene, bubbles=close), "slide", "svg", land)
    root = ElementTree.fromstring(svg)  # noqa: S314 our own file
    numbers = [item for item in root.iter(f"{SVG}text") if "".join(item.itertext()) == "2"]
    assert len(numbers) == 5
    places = [(float(item.get("x")), float(item.get("y"))) for item in numbers]
    for one, two in combinations(places, 2):
        assert math.dist(one, two) > 9


def test_names_on_a_map_do_not_cover_each_other(land: Path) -> None:
    scene = city_map()
    crowded = replace(scene, points=scene.points * 40)
    words = texts_in(map_picture(crowded, "slide", "svg", land))
    names = [word for word in words if word.startswith("Fnac ") and "leads" not in word]
    assert 0 < len(names) < 40


def test_a_missing_or_broken_land_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"land\.json cannot be read"):
        map_picture(city_map(), "slide", "png", tmp_path / "land.json")
    broken = tmp_path / "broken.json"
    broken.write_text("[]")
    with pytest.raises(DataError, match=r"broken\.json"):
        load_land(broken)


def test_web_mercator_is_the_projection() -> None:
    assert project(0, 0) == pytest.approx((0.5, 0.5))
    assert project(-180, 85.0511) == pytest.approx((0, 0.0008), abs=1e-3)
    paris, lyon = project(2.35, 48.86), project(4.83, 45.76)
    assert paris[1] < lyon[1]
    assert project(0, 90) == project(0, 85)


def test_bubbles_grow_with_their_count_up_to_a_limit() -> None:
    radii = [bubble_radius_px(count) for count in (0, 1, 10, 50, 100, 10_000)]
    assert radii == sorted(radii)
    assert radii[0] == radii[1]
    assert radii[-1] == 34


def test_a_box_knows_its_far_edges() -> None:
    assert (Box(1, 2, 3, 4).right, Box(1, 2, 3, 4).bottom) == (4, 6)
