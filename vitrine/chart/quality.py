"""How often extraction is right and how much it finds: dots with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from vitrine.chart.scene import (
    ACCENT,
    MUTED,
    Axis,
    Dot,
    Footer,
    LegendItem,
    Line,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.locale import Locale
from vitrine.quality.measured import Measurement, Share

ROW_PX = 36
RECALL = "#c46a1b"
FEW_CASES = 10  # below this a share says next to nothing


@dataclass(frozen=True)
class Shown:
    """The rows of one chart: measurements of one kind and one tier, and how they are named."""

    kind: str
    tier: str
    rows: Sequence[Measurement]
    name_of: Callable[[Measurement], str]


def quality_scene(shown: Shown, locale: Locale, width_px: int, footer: Footer) -> Scene:
    """Draw precision and recall of each row, most cases first; the line is the 95 % interval."""
    rows = sorted(shown.rows, key=lambda row: (-row.recall.n, -row.precision.n, row.name))
    labels = [f"{shown.name_of(row)} ({locale.number(row.recall.n)})" for row in rows]
    marks: list[Mark] = []
    for index, row in enumerate(rows):
        y = len(rows) - index - 1
        name = shown.name_of(row)
        marks += _share_marks(row.precision, y + 0.16, True, name, locale)
        marks += _share_marks(row.recall, y - 0.16, False, name, locale)
    left_px = 12 + max((int(text_width_px(label, 12)) for label in labels), default=0)
    ticks = tuple(Tick(len(rows) - index - 1, label) for index, label in enumerate(labels))
    title = _title(rows, shown, locale)
    subtitle = locale.text(
        "Share of facts in percent; the line is the 95% interval, in brackets the number of facts "
        "that the articles state"
    )
    few = [shown.name_of(row) for row in rows if row.recall.n < FEW_CASES]
    return Scene(
        key=f"quality-{shown.kind}-{shown.tier}",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(
                    -3,
                    104,
                    tuple(Tick(value, locale.percent(value)) for value in range(0, 101, 25)),
                    has_grid=True,
                ),
                y=Axis(-0.6, max(len(rows) - 0.4, 0.6), ticks),
                marks=tuple(marks),
            ),
        ),
        table=quality_table(rows, shown, locale),
        alt=f"{title}. {subtitle}.",
        height_px=max(len(rows), 2) * ROW_PX + 44,
        left_px=min(left_px, int(width_px * 0.45)),
        legend=(
            LegendItem(_word(True, locale), ACCENT),
            LegendItem(_word(False, locale), RECALL, "hollow", "diamond"),
        ),
        notes=(
            (locale.text("Too few cases to judge: {names}", names=locale.list(few)),) if few else ()
        ),
        footer=footer,
    )


def _word(is_precision: bool, locale: Locale) -> str:
    if is_precision:
        return locale.text("precision: shown and right")
    return locale.text("recall: stated and found")


def _share_marks(
    share: Share, y: float, is_precision: bool, name: str, locale: Locale
) -> list[Mark]:
    if share.value is None:
        return []
    low, high = (100 * end for end in share.interval)
    color = ACCENT if is_precision else RECALL
    hover = "\n".join(
        [
            f"{name}, {_word(is_precision, locale)}",
            locale.text(
                "{share}: {hits} of {n}; the true share lies between {low} and {high}",
                share=locale.percent(round(100 * share.value)),
                hits=locale.number(share.hits),
                n=locale.number(share.n),
                low=locale.percent(round(low)),
                high=locale.percent(round(high)),
            ),
        ]
    )
    dot = (
        Dot(100 * share.value, y, color, hover=hover)
        if is_precision
        else Dot(100 * share.value, y, color, "hollow", "diamond", hover=hover)
    )
    line_color = MUTED if share.n < FEW_CASES else color
    return [Line(((low, y), (high, y)), line_color, width_px=1.5), dot]


def _title(rows: Sequence[Measurement], shown: Shown, locale: Locale) -> str:
    found = sum(row.found for row in rows)
    precision = Share(found, found + sum(row.wrong for row in rows)).value
    recall = Share(found, found + sum(row.missed for row in rows)).value
    if precision is None or recall is None:
        return locale.text("Nothing was measured")
    values = {
        "precision": locale.percent(round(100 * precision)),
        "recall": locale.percent(round(100 * recall)),
        "by": locale.text("By event type") if shown.kind == "type" else locale.text("By language"),
    }
    if shown.tier == "published":
        return locale.text(
            "{by}: {precision} of what is shown at once is right, {recall} of what the articles "
            "state is shown",
            **values,
        )
    return locale.text(
        "{by}: with what waits for a reviewer {precision} is right, {recall} of what the articles "
        "state is found",
        **values,
    )


def quality_table(rows: Sequence[Measurement], shown: Shown, locale: Locale) -> pd.DataFrame:
    """Return the drawn numbers, with the interval of both shares in percent."""

    def percents(shares: Sequence[Share]) -> dict[str, list[float | None]]:
        known = [share if share.n else None for share in shares]
        return {
            "value": [None if s is None else round(100 * s.hits / s.n, 1) for s in known],
            "low": [None if s is None else round(100 * s.interval[0], 1) for s in known],
            "high": [None if s is None else round(100 * s.interval[1], 1) for s in known],
        }

    precision = percents([row.precision for row in rows])
    recall = percents([row.recall for row in rows])
    return pd.DataFrame(
        {
            "name": [shown.name_of(row) for row in rows],
            "found_count": [row.found for row in rows],
            "wrong_count": [row.wrong for row in rows],
            "missed_count": [row.missed for row in rows],
            "precision_pct": precision["value"],
            "precision_low_pct": precision["low"],
            "precision_high_pct": precision["high"],
            "recall_pct": recall["value"],
            "recall_low_pct": recall["low"],
            "recall_high_pct": recall["high"],
        }
    )
