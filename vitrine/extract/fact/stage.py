"""How far a thing has come, read from the words around its trigger and from its date."""

from __future__ import annotations

from vitrine.event import EventType, PartialDate, Status
from vitrine.extract.lexicon import Hit
from vitrine.extract.reading import Reading

_NEAR = 11
_NEAR_CANCELLED = 8
_AFTER = 5  # words from "after" to the offer or failure that went before
_LIKELY = 0.55  # the classifier's chance from which its status is taken,
_SURELY = 0.9  # and against a date that is not over yet
_BY_NATURE = {  # what the bare telling of such a thing means when nothing else is said
    EventType.ACQUISITION: Status.ANNOUNCED,
    EventType.DIVESTITURE: Status.ANNOUNCED,
    EventType.PARTNERSHIP: Status.ANNOUNCED,
    EventType.RESTRUCTURING: Status.ANNOUNCED,
    EventType.STRATEGY: Status.ANNOUNCED,
    EventType.MARKET_EXIT: Status.ANNOUNCED,
    EventType.IPO: Status.PLANNED,
}
_SETTLED_LATER = {  # what is agreed, offered or examined long before it is done
    EventType.ACQUISITION,
    EventType.DIVESTITURE,
    EventType.IPO,
    EventType.LEGAL,
}
_OF_PLACES = {
    EventType.STORE_OPENING,
    EventType.STORE_CLOSING,
    EventType.LOGISTICS,
    EventType.MARKET_ENTRY,
}
_STATUSES = list(Status)


def is_denied(reading: Reading, trigger: Hit) -> bool:
    """Tell whether the words before the trigger say that it is not so.

    A trigger that begins with such a word (will not renew its lease) says by it that it is so;
    what will not open after all is called off, not denied.
    """
    called_off = reading.hits.get("cue.cancelled", ())
    return any(
        hit.first <= trigger.first + 2
        and not any(off.first <= hit.first < off.last - 1 for off in called_off)
        and hit.first != trigger.first
        and reading.gap(hit.first, trigger.first) <= 5
        for hit in reading.hits.get("cue.negation", ())
    )


def status_of(
    reading: Reading,
    token: int,
    event_type: EventType,
    event_date: PartialDate | None,
    published: PartialDate | None,
) -> tuple[Status, bool]:
    """Return how far the event at a token has come, and whether words or its date say so."""
    told = _told(reading, token, event_type, event_date, published)
    if told:
        return told, True
    return _guess(reading) or _BY_NATURE.get(event_type, Status.DONE), False


def _told(
    reading: Reading,
    token: int,
    event_type: EventType,
    event_date: PartialDate | None,
    published: PartialDate | None,
) -> Status | None:
    if _is_cancelled(reading, token):
        return Status.CANCELLED
    is_past, is_ahead = _against_publication(event_date, published)
    is_open = bool(event_date and published and not is_past and not is_ahead)
    if reading.has_cue("rumour", token, within=_NEAR) and not is_past:
        return Status.RUMOURED
    has_plan = reading.has_cue("plan", token, within=_NEAR)
    has_future = reading.has_cue("future", token, within=_NEAR)
    has_done = reading.has_cue("done", token, within=_NEAR)
    is_unsettled = event_type in _SETTLED_LATER and any(
        reading.gap(hit.first, token) <= _NEAR and not _went_before(reading, hit, token)
        for hit in reading.hits.get("cue.unsettled", ())
    )
    if is_ahead:
        return Status.PLANNED if has_plan else Status.ANNOUNCED
    if is_past and not (has_future and not has_done):
        return Status.ANNOUNCED if is_unsettled else Status.DONE
    if has_plan and not has_done:
        return Status.PLANNED
    if has_future and not has_done:
        return Status.ANNOUNCED
    if has_done:
        return Status.ANNOUNCED if is_unsettled else Status.DONE
    if event_type in _OF_PLACES and is_open and _guess(reading, _SURELY) is None:
        return Status.ANNOUNCED  # opens this year
    if event_type in _OF_PLACES and reading.has_cue("announced", token, within=6, before=True):
        return Status.ANNOUNCED
    return None


def _is_cancelled(reading: Reading, token: int) -> bool:
    """Tell whether words near a trigger call it off; the trigger's own first word does not.

    Nor what only went before it: bought the chain after an earlier bid had failed.
    """
    return any(
        reading.gap(hit.first, token) <= _NEAR_CANCELLED
        and hit.first != token
        and not _went_before(reading, hit, token)
        for hit in reading.hits.get("cue.cancelled", ())
    )


def _went_before(reading: Reading, told: Hit, token: int) -> bool:
    """Tell whether "after" and the like part the words for an offer from the trigger."""
    return any(
        0 < told.first - hit.first <= _AFTER
        and not hit.first < token < told.first
        and not any(t.form == "," for t in reading.tokens[hit.first : told.first])
        for hit in reading.hits.get("cue.after", ())
    )


def _against_publication(
    event_date: PartialDate | None, published: PartialDate | None
) -> tuple[bool, bool]:
    """Return whether a date lies wholly before or on, or wholly after, the publication."""
    if not event_date or not published:
        return False, False
    return event_date.last <= published.last, event_date.first > published.last


def _guess(reading: Reading, enough: float = _LIKELY) -> Status | None:
    """Return the classifier's status when it is sure enough."""
    if not len(reading.statuses):
        return None
    best = max(range(len(_STATUSES)), key=lambda index: reading.statuses[index])
    return _STATUSES[best] if reading.statuses[best] >= enough else None
