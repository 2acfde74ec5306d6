"""Decisions of reviewers: the file, what they make of mentions, and the laws they keep."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.company import Companies, Company
from vitrine.errors import DataError
from vitrine.event import (
    EventType,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
    Tier,
)
from vitrine.merge import Decisions, merge_mentions
from vitrine.merge.decision import Decision as PairDecision
from vitrine.place import City, Places
from vitrine.read import MENTION_COLUMNS, read_mentions
from vitrine.review.apply import (
    Decision,
    Kind,
    Trace,
    active_decisions,
    append_decision,
    apply_decisions,
    new_decision,
    read_decisions,
    review,
    trace_of,
    with_pairs,
)
from vitrine.review.correction import FIELDS, Wrong, changed_values, corrected, values_of
from vitrine.review.learned import learned_names, with_learned

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COMPANIES = Companies(
    [
        Company("MediaMarkt", "retailer", "DE", 10, "#df0000", ("Media Markt",)),
        Company("Xiaomi", "brand", "CN", 1, "#ff6900"),
    ]
)
PLACES = Places([City("Lille", "FR", "Lille", 50.6, 3.1), City("Paris", "FR", "Paris", 48.9, 2.4)])


def mention(number: int = 1, **values: object) -> Mention:
    """Return an opening that waits for review."""
    basic = Mention(
        mention_id=f"X{number:04d}",
        event_type=EventType.STORE_OPENING,
        company="Xiaomi",
        status=Status.DONE,
        event_date=PartialDate.parse("2018-05-22"),
        place=Place("FR", "Paris", lat=48.9, lon=2.4, precision=GeoPrecision.CITY),
        summary="Xiaomi vient d’ouvrir une boutique physique à Paris.",
        source_url=f"https://example.org/{number}",
        outlet="RetailDetail",
        tier=Tier.REVIEW,
        confidence=0.6,
    )
    return replace(basic, **values)  # type: ignore[arg-type]


def decide(kind: Kind, *about: Mention, step: int = 0, **values: object) -> Decision:
    """Return a decision about mentions, step minutes after noon."""
    return new_decision(
        kind,
        "An",
        "checked with the article",
        at=NOON + timedelta(minutes=step),
        mention_ids=[item.mention_id for item in about],
        traces=[trace_of(item) for item in about],
        **values,  # type: ignore[arg-type]
    )


# ---- what a decision does ----


def test_an_approved_mention_is_published_and_says_who_stands_behind_it() -> None:
    item = mention()
    outcome = review([item], [decide(Kind.APPROVE, item)])
    assert outcome.applied.mentions == (replace(item, tier=Tier.PUBLISHED),)
    found = outcome.reviews[item.mention_id]
    assert (found.by, found.why, found.at) == ("An", "checked with the article", NOON)


def test_a_rejected_mention_is_dropped_until_it_is_approved_again() -> None:
    item = mention()
    no = decide(Kind.REJECT, item)
    assert apply_decisions([item], [no]).mentions == ()
    assert len(apply_decisions([item], [no, decide(Kind.APPROVE, item, step=1)]).mentions) == 1


def test_corrected_values_are_checked_like_those_of_the_versioned_file() -> None:
    item = mention()
    values = {"company": "media markt", "city": "Lille", "period": "FY2017/18", "count": "3"}
    edit = decide(Kind.EDIT, item, values=values)
    (found,) = apply_decisions([item], [edit], COMPANIES, PLACES).mentions
    assert found.company == "MediaMarkt"
    assert (found.place.lat, found.place.precision) == (50.6, GeoPrecision.CITY)
    assert found.period == Period.parse("FY2017/18", 10)
    assert (found.count, found.tier) == (3, Tier.PUBLISHED)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"event_date": "22/05/2018"}, "event_date, value '22/05/2018': write YYYY-MM-DD"),
        ({"company": " "}, "company, value '': it is empty; fill it in."),
        ({"amount": "311m", "currency": "EUR"}, "amount, value '311m': write a plain number"),
        ({"amount": "311", "currency": "euro"}, "currency, value 'euro': write an ISO 4217"),
        ({"amount": "311"}, "currency, value '': it is empty though an amount is given"),
        ({"country": "", "city": "Lille"}, "country, value '': it is empty though a city"),
        ({"country": "France"}, "country, value 'France': write an ISO 3166-1"),
        ({"status": "open"}, "status, value 'open': choose one of the listed values"),
        ({"count": "0"}, "count, value '0': write a whole number above 0"),
        ({"temporary": "yes"}, "temporary, value 'yes': write 1 or leave it empty"),
        ({"colour": "red"}, "colour, value 'red': there is no such field"),
        ({"address": "x" * 201}, "it is too long"),
    ],
)
def test_a_wrong_value_is_one_clear_sentence(values: dict[str, str], sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        corrected(mention(), values, COMPANIES, PLACES)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_correction_that_no_longer_holds_is_listed_and_breaks_nothing() -> None:
    item = mention()
    bad = decide(Kind.EDIT, item, values={"amount": "many"})
    outcome = review([item], [bad])
    assert outcome.applied.mentions == (item,)
    assert [orphan.decision for orphan in outcome.orphans] == [bad]


def test_merged_mentions_become_one_event_and_split_ones_two() -> None:
    a, b = mention(1), mention(2, place=Place("FR", "Lille"))
    joined = apply_decisions([a, b], [decide(Kind.MERGE, a, b)])
    decisions = with_pairs(Decisions(), joined)
    assert len(merge_mentions(joined.mentions, COMPANIES, decisions).events) == 1
    c, d = mention(3), mention(4)
    assert len(merge_mentions([c, d], COMPANIES, Decisions()).events) == 1
    parted = apply_decisions([c, d], [decide(Kind.SPLIT, c, d)])
    decisions = with_pairs(Decisions(), parted)
    assert len(merge_mentions(parted.mentions, COMPANIES, decisions).events) == 2


def test_a_reviewer_outweighs_a_recorded_pair() -> None:
    a, b = mention(1), mention(2)
    recorded = Decisions(joins=(PairDecision("join", ("X0001", "X0002"), "same shop"),))
    both = with_pairs(recorded, apply_decisions([a, b], [decide(Kind.SPLIT, a, b)]))
    assert not both.joins
    assert [item.pair for item in both.splits] == [("X0001", "X0002")]


# ---- mentions that were read anew ----


def test_a_decision_follows_a_mention_whose_id_changed() -> None:
    old = mention(1)
    new = replace(old, mention_id="X9999", event_date=PartialDate.parse("2018-05"))
    edit = decide(Kind.EDIT, old, values={"city": "Lille"})
    outcome = review([new], [edit], COMPANIES, PLACES)
    assert outcome.applied.mentions[0].place.city == "Lille"
    assert not outcome.orphans
    assert set(outcome.reviews) == {"X9999"}


def test_a_second_decision_follows_although_it_saw_corrected_values() -> None:
    old = mention(1)
    first = decide(Kind.EDIT, old, values={"company": "MediaMarkt"})
    second = decide(Kind.REJECT, replace(old, company="MediaMarkt"), step=1)
    new = replace(old, mention_id="X9999")
    assert apply_decisions([new], [first, second]).mentions == ()


def test_a_decision_without_a_single_match_is_an_orphan() -> None:
    old = mention(1)
    no = decide(Kind.REJECT, old)
    twins = [replace(old, mention_id=f"X900{number}") for number in (1, 2)]
    stranger = mention(3)
    for mentions in ([], [stranger], twins):
        outcome = review(mentions, [no])
        assert list(outcome.applied.mentions) == mentions
        assert [item.decision for item in outcome.orphans] == [no]


# ---- laws ----

MENTIONS = [mention(number, tier=Tier.REVIEW) for number in range(1, 6)]
ABOUT = st.lists(st.sampled_from(MENTIONS), min_size=1, max_size=3, unique=True)
VALUES = st.sampled_from([{"city": "Lille"}, {"company": "MediaMarkt"}, {"count": "x"}, {}])


@st.composite
def histories(draw: st.DrawFn, is_with_undo: bool = True) -> list[Decision]:
    """Return decisions minute by minute, some of which undo an earlier one."""
    kinds = [Kind.APPROVE, Kind.EDIT, Kind.REJECT, Kind.MERGE, Kind.SPLIT]
    found: list[Decision] = []
    for step in range(draw(st.integers(0, 8))):
        if is_with_undo and found and draw(st.booleans()):
            target = draw(st.sampled_from(found))
            found.append(decide(Kind.UNDO, step=step, undoes=target.decision_id))
            continue
        about = draw(ABOUT)
        values = draw(VALUES)
        found.append(decide(draw(st.sampled_from(kinds)), *about, step=step, values=values))
    return found


@given(histories(), ABOUT, st.sampled_from(list(Kind)), VALUES)
def test_undo_restores_what_was_before(
    history: list[Decision], about: list[Mention], kind: Kind, values: dict[str, str]
) -> None:
    before = review(MENTIONS, history, COMPANIES, PLACES)
    if kind is Kind.UNDO:
        return
    done = decide(kind, *about, step=100, values=values)
    undone = decide(Kind.UNDO, step=101, undoes=done.decision_id)
    assert review(MENTIONS, [*history, done, undone], COMPANIES, PLACES) == before
    again = decide(Kind.UNDO, step=102, undoes=undone.decision_id)
    assert review(MENTIONS, [*history, done, undone, again], COMPANIES, PLACES) == review(
        MENTIONS, [*history, done], COMPANIES, PLACES
    )


@given(histories(), st.randoms())
def test_time_orders_decisions_not_the_file(history: list[Decision], random: object) -> None:
    mixed = [*history, *history]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert review(MENTIONS, mixed) == review(MENTIONS, history)


@given(histories())
def test_decisions_applied_twice_change_nothing_more(history: list[Decision]) -> None:
    once = apply_decisions(MENTIONS, history, COMPANIES, PLACES)
    assert apply_decisions(once.mentions, history, COMPANIES, PLACES).mentions == once.mentions


@given(histories())
def test_pairs_never_contradict_each_other(history: list[Decision]) -> None:
    applied = apply_decisions(MENTIONS, history)
    joined = {item.mention_id: {item.mention_id} for item in MENTIONS}
    for a, b in applied.merge_pairs:
        union = joined[a] | joined[b]
        for key in union:
            joined[key] = union
    assert not [pair for pair in applied.split_pairs if pair[1] in joined[pair[0]]]


@given(histories(is_with_undo=False))
def test_the_last_word_on_a_pair_holds(history: list[Decision]) -> None:
    pairs = [item for item in history if item.kind in (Kind.MERGE, Kind.SPLIT)]
    if not pairs or len(pairs[-1].mention_ids) != 2:
        return
    applied = apply_decisions(MENTIONS, history)
    wanted = applied.merge_pairs if pairs[-1].kind is Kind.MERGE else applied.split_pairs
    assert tuple(sorted(pairs[-1].mention_ids)) in wanted


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20)))
def test_any_correction_is_taken_or_refused_in_one_sentence(values: dict[str, str]) -> None:
    try:
        found = corrected(mention(), values, COMPANIES, PLACES)
    except Wrong as error:
        assert error.column in FIELDS
        return
    again = corrected(mention(), values_of(found), COMPANIES, PLACES)
    assert values_of(again) == values_of(found)


FIGURE = mention(
    event_type=EventType.RESULTS,
    metric="revenue",
    money=Money(Decimal(311_000_000), "EUR"),
    period=Period.parse("FY2017"),
)
TRIED = {
    "event_date": ["2018", "2018-13", "22 May"],
    "country": ["BE", "be", "Belgium", ""],
    "amount": ["309000000", "-3.5", "1e9", "309.000", ""],
    "currency": ["EUR", "€", ""],
    "period": ["FY2018", "2018", "2018-Q2", "FY2017/19"],
    "metric": ["ebit", ""],
    "change_pct": ["-3.2", "3,2", "+3"],
    "count": ["2", "0", "two"],
    "basis": ["target", "guess"],
    "status": ["planned", "open", ""],
    "event_type": ["results", "result", ""],
    "temporary": ["1", "0", "yes"],
    "approx": ["1", "0"],
    "company": ["Xiaomi", ""],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in TRIED.items() for value in values]
)
def test_the_rules_are_those_of_the_versioned_file(field: str, value: str, tmp_path: Path) -> None:
    row = dict.fromkeys(MENTION_COLUMNS, "")
    row |= {name: text for name, text in values_of(FIGURE).items() if name in row}
    row |= {"mention_id": "M1", "summary": "s", "source_url": "https://a.example/", "outlet": "o"}
    row[field] = value
    file = tmp_path / "mentions.csv"
    file.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    try:
        (expected,) = read_mentions(file, COMPANIES, PLACES)
    except DataError:
        with pytest.raises(Wrong):
            corrected(FIGURE, {field: value}, COMPANIES, PLACES)
    else:
        found = corrected(FIGURE, {field: value}, COMPANIES, PLACES)
        assert values_of(found) == values_of(expected)


def test_only_what_was_changed_is_kept() -> None:
    item = mention()
    written = values_of(item) | {"city": " Lille ", "status": "done"}
    assert changed_values(item, written) == {"city": "Lille"}


# ---- the file ----


def test_what_was_appended_is_read_again(tmp_path: Path) -> None:
    item = mention()
    written = [
        append_decision(tmp_path, decide(Kind.EDIT, item, values={"city": "Lîlle \u2028 x"})),
        append_decision(tmp_path, decide(Kind.UNDO, step=1, undoes="Dx")),
    ]
    assert list(read_decisions(tmp_path)) == written
    assert read_decisions(tmp_path / "nothing") == ()


def test_a_clock_that_goes_back_does_not_change_the_order(tmp_path: Path) -> None:
    item = mention()
    first = append_decision(tmp_path, decide(Kind.REJECT, item, step=60))
    second = append_decision(tmp_path, decide(Kind.APPROVE, item, step=0))
    assert second.at > first.at
    assert len(apply_decisions([item], read_decisions(tmp_path)).mentions) == 1


@pytest.mark.parametrize("torn", [b'{"decision_id": "D1", "at', b"\xff\xfe", b"{}"])
def test_a_torn_last_line_is_left_out_and_repaired(tmp_path: Path, torn: bytes) -> None:
    first = append_decision(tmp_path, decide(Kind.REJECT, mention()))
    path = tmp_path / "decision.jsonl"
    with path.open("ab") as file:
        file.write(torn)
    assert read_decisions(tmp_path) == (first,)
    second = append_decision(tmp_path, decide(Kind.APPROVE, mention(), step=1))
    assert read_decisions(tmp_path) == (first, second)
    assert path.read_bytes().count(b"\n") == 2


def test_a_whole_last_line_without_its_end_is_kept(tmp_path: Path) -> None:
    first = append_decision(tmp_path, decide(Kind.REJECT, mention()))
    path = tmp_path / "decision.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    second = append_decision(tmp_path, decide(Kind.APPROVE, mention(), step=1))
    assert read_decisions(tmp_path) == (first, second)


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", json.dumps({"decision_id": "D", "at": "2020-01-01", "by": "x"})]
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    append_decision(tmp_path, decide(Kind.REJECT, mention()))
    path = tmp_path / "decision.jsonl"
    path.write_text(line + "\n" + path.read_text("utf-8"), encoding="utf-8")
    with pytest.raises(DataError, match=r"decision\.jsonl line 1 is damaged"):
        read_decisions(tmp_path)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    items = [mention(number) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda item: append_decision(tmp_path, decide(Kind.REJECT, item)), items))
    found = read_decisions(tmp_path)
    assert {item.mention_ids[0] for item in found} == {item.mention_id for item in items}
    assert len({item.at for item in found}) == 40


def test_a_decision_must_be_signed() -> None:
    with pytest.raises(DataError, match="needs the name"):
        new_decision(Kind.APPROVE, " \n")
    assert new_decision(Kind.APPROVE, "An\nna\u202e" + "x" * 100).by == "An na " + "x" * 74


def test_what_is_undone_or_undoes_does_not_count() -> None:
    first = decide(Kind.APPROVE, mention())
    undo = decide(Kind.UNDO, step=1, undoes=first.decision_id)
    assert active_decisions([first, undo]) == ()
    early = replace(undo, at=NOON - timedelta(days=1))
    assert active_decisions([first, early]) == (first,), "nobody undoes what was not done yet"


def test_a_trace_without_an_address_names_outlet_and_day() -> None:
    item = mention(source_url="", published=PartialDate.parse("2018-07-06"))
    assert trace_of(item) == Trace(
        "RetailDetail 2018-07-06", "store_opening", "Xiaomi", "FR Paris", "", ""
    )


# ---- names learned from corrections ----


def learn(decided: Kind, step: int, /, **values: str) -> Decision:
    return new_decision(decided, "An", at=NOON + timedelta(minutes=step), values=values)


def test_learned_names_join_the_known_ones() -> None:
    decisions = [
        learn(Kind.ALIAS, 0, alias="Mediamarkt Iberia", company="MediaMarkt"),
        learn(Kind.ALIAS, 1, alias="Senior Vice", company=""),
        learn(Kind.COMPANY, 2, company="Expert", kind="retailer", home_country="NL"),
        learn(Kind.ALIAS, 3, alias="media MARKT", company="Expert"),
    ]
    learned = learned_names(decisions)
    assert learned.ignored == ("Senior Vice",)
    assert learned.knows("mediamarkt iberia") and learned.knows("EXPERT")
    assert not learned.knows("Boulanger")
    found = with_learned({item.company: item for item in COMPANIES}, learned)
    assert found["MediaMarkt"].aliases == ("Media Markt", "Mediamarkt Iberia")
    assert (found["Expert"].home_country, found["Expert"].aliases) == ("NL", ())
    assert {learned: 1}[learned_names(decisions)] == 1, "it can be the key of a cache"


def test_an_undone_name_is_forgotten() -> None:
    alias = learn(Kind.ALIAS, 0, alias="Iberia", company="MediaMarkt")
    undo = new_decision(Kind.UNDO, "An", at=NOON + timedelta(1), undoes=alias.decision_id)
    assert learned_names([alias, undo]).aliases == ()
