"""A chart in the browser that is kept when its data changes, instead of being made anew.

Streamlit's own plotly element gets a new identity with every change of its data: the browser throws
the old chart away and draws the new one twice, before and after it knows its width. This component
hands the same library the new data and draws once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from plotly.io.json import to_json_plotly

from vitrine.ui.browser import LOAD_JS

# plotly.js without the kinds of charts that we do not draw: a quarter of the whole in the plotly
# package, and as much quicker to start. Of the package's version: a test holds them together.
LIBRARY = "app/static/plotly-basic-4.1.1.min.js"

_JS = (
    LOAD_JS
    + """
async function draw(box) {
  const { figure, config } = box.chart;
  const width = Math.floor(box.clientWidth);
  if (width < 10) return;
  if (box.drawn === figure && box.drawnWidth === width) return;
  box.drawnWidth = width;
  const { data, layout } = JSON.parse(figure);
  const isFirst = !box.classList.contains("js-plotly-plot");
  await load(box.chart.library);
  const plotly = window.Plotly;
  if (box.chart.figure !== figure || box.drawnWidth !== width) return; // a newer one is on its way
  await plotly.react(box, data, { ...layout, width, autosize: false }, config);
  box.drawn = figure;
  if (isFirst) {
    box.on("plotly_click", (event) => {
      const id = event.points.map((point) => [point.customdata].flat()[0]).find(Boolean);
      if (id) box.pick(id);
    });
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".vitrine-plot");
  if (!box) {
    box = document.createElement("div");
    box.className = "vitrine-plot";
    box.setAttribute("role", "figure");
    parentElement.append(box);
    box.observer = new ResizeObserver(() => {
      if (Math.floor(box.clientWidth) !== box.drawnWidth) draw(box);
    });
    box.observer.observe(box);
  }
  box.chart = data;
  box.pick = (id) => setTriggerValue("event_id", id);
  box.style.height = `${data.height_px}px`;
  box.setAttribute("aria-label", data.alt);
  draw(box);
  return () => {
    if (box.isConnected) return; // only this call was overtaken, the chart lives on
    box.observer.disconnect();
    window.Plotly?.purge(box);
  };
}
"""
)
_CSS = ".vitrine-plot { width: 100%; overflow: hidden; }"


def show_plot(
    figure: Mapping[str, Any],
    config: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    on_pick: Callable[[str], None],
) -> None:
    """Draw data and layout of a plotly figure as wide as its place; on_pick gets a clicked event.

    figure is what vitrine.chart.screen.plot_spec returns, its layout with a height.
    """

    def pick() -> None:
        event_id = (st.session_state.get(key) or {}).get("event_id")
        if event_id:
            on_pick(str(event_id))

    _component()(
        key=key,
        data={
            "figure": to_json_plotly(figure, engine="json"),
            "config": dict(config),
            "height_px": figure["layout"]["height"],
            "alt": alt,
            "library": LIBRARY,
        },
        on_event_id_change=pick,
    )


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    # plotly's own rules of style stand in the document, so its charts cannot be in a shadow tree.
    return st.components.v2.component("vitrine_plot", css=_CSS, js=_JS, isolate_styles=False)
