"""The questions of the data checks (queries/checks/), as messages for the reader."""

from __future__ import annotations

from vitrine.locale.catalog import mark

QUESTIONS = {
    "amount_off_by_thousand": mark(
        "Which figures are hundreds of times larger or smaller than all others of their series?"
    ),
    "city_without_metro": mark(
        "Which events lie in a city that the place table does not know, so that no metro "
        "area holds them?"
    ),
    "closing_before_opening": mark("Which shops closed before they ever opened?"),
    "done_after_article": mark(
        "Which things are called done although their date lies after the article that "
        "tells of them?"
    ),
    "duplicate_deal": mark(
        "Which funding rounds, market moves, listings or deals stand twice on one date?"
    ),
    "duplicate_figure": mark(
        "Which figures stand twice: same company, metric, scope, period, basis and note?"
    ),
    "duplicate_store_event": mark("Which openings or closings of one shop stand twice?"),
    "event_without_chosen": mark(
        "Which events do not have exactly one mention whose values they show, or a wrong "
        "number of mentions?"
    ),
    "figure_before_period_end": mark(
        "Which figures are called reported although their article is older than the end "
        "of their period?"
    ),
    "ingested_without_evidence": mark(
        "Which mentions that a program read have no article with a text, or no words that "
        "prove them?"
    ),
    "network_in_city_event": mark(
        "Which counts of several shops ended up in the event of a single shop?"
    ),
    "orphan_mention": mark("Which mentions belong to no event or to no article?"),
    "point_far_from_city": mark("Which points lie far from the city they are said to be in?"),
    "review_in_published": mark(
        "Which published events count mentions that still wait for a reviewer, or the "
        "other way round?"
    ),
    "target_as_actual": mark("Which plans or targets would be drawn as if they had been earned?"),
    "unknown_company": mark("Which mentions name a company that is not in the company list?"),
    "wrong_span": mark(
        "Which mentions point at words of their article that do not say what they are "
        "meant to prove?"
    ),
}
