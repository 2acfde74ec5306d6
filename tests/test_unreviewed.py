"""The switch for what nobody has reviewed yet."""

from __future__ import annotations

import pytest

from tests.test_asof import use_snapshots
from tests.test_pages import Failures, failures, is_well, open_page

__all__ = ["failures", "use_snapshots"]


@pytest.mark.filterwarnings("default")
def test_the_switch_writes_the_address_and_follows_it(
    use_snapshots: None, failures: Failures
) -> None:
    app = open_page("events")
    [switch] = [box for box in app.checkbox if box.label == "Also what nobody has reviewed yet"]
    assert switch.value is False
    app = switch.check().run()
    is_well(app, failures)
    assert "".join(app.query_params["unreviewed"]) == "1"


@pytest.mark.filterwarnings("default")
def test_a_link_with_the_switch_opens_with_it(use_snapshots: None, failures: Failures) -> None:
    app = open_page("events", unreviewed="1", lang="fr")
    assert [box.value for box in app.checkbox if "vérifié" in box.label] == [True]
    is_well(app, failures)
