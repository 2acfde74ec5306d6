"""The exceptions of this package.

VitrineError                 anything a user should read as one sentence
├── DataError                a file under data/ holds something wrong (file, line, what to do)
├── SettingError             an environment variable or settings value is wrong
├── SnapshotError            no usable snapshot
│   ├── SnapshotMissing      nothing was published yet
│   └── SnapshotDamaged      the file does not match its manifest
├── BuildLocked              another build is running
├── CheckFailed              a data check returned rows
├── QueryError               a query could not be answered
│   ├── QueryUnknown         no such file under queries/
│   ├── QueryParameterError  a parameter is missing or unknown
│   └── QueryTimeout         the time limit was reached
├── FetchError               an address could not be read (status, retry_after_s)
│   ├── FetchRefused         the address must not be read: private, wrong scheme or port, robots.txt
│   ├── FetchUnreachable     no such host, no connection, no trusted certificate
│   ├── FetchTimeout         the time for one address was used up
│   ├── FetchTooLarge        more bytes than the limit
│   ├── FetchIncomplete      the answer broke off half-way; nothing of it is used
│   ├── FetchKindError       the answer is no kind of text that is read here
│   └── FetchStatus          the server answered with an error, or with nothing that is HTTP
├── FeedError                bytes are no feed
├── ReadError                one page or table of others cannot be read
├── DiscoverError            a news search was refused or not understood
└── ModelError               a language model's answer cannot be used
"""


class VitrineError(Exception):
    """Base of all errors of this package; its text is one sentence for the user."""


class DataError(VitrineError):
    """A versioned data file holds a value that cannot be used."""


class SettingError(VitrineError):
    """A setting has a value that cannot be used."""


class SnapshotError(VitrineError):
    """No snapshot can be used."""


class SnapshotMissing(SnapshotError):
    """Nothing has been published yet."""


class SnapshotDamaged(SnapshotError):
    """A snapshot file does not match its manifest."""


class BuildLocked(VitrineError):
    """Another process holds the build lock."""


class CheckFailed(VitrineError):
    """A data check that must be clean returned rows."""


class QueryError(VitrineError):
    """A query could not be answered."""


class QueryUnknown(QueryError):
    """There is no query of that name."""


class QueryParameterError(QueryError):
    """A query was given too few or too many parameters."""


class QueryTimeout(QueryError):
    """A query ran longer than its time limit."""


class FetchError(VitrineError):
    """An address could not be read; status is 0 when there was no answer."""

    def __init__(self, text: str, *, status: int = 0, retry_after_s: float | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.retry_after_s = retry_after_s


class FetchRefused(FetchError):
    """The address must not be read, by our own rules or by the site's robots.txt."""


class FetchUnreachable(FetchError):
    """No connection that can be trusted comes about."""


class FetchTimeout(FetchError):
    """Reading took longer than its time limit."""


class FetchTooLarge(FetchError):
    """The answer is larger than its limit."""


class FetchIncomplete(FetchError):
    """The answer broke off half-way."""


class FetchKindError(FetchError):
    """The answer is of a kind that is not read."""


class FetchStatus(FetchError):
    """The server answered with an error."""


class FeedError(VitrineError):
    """The bytes are no feed."""


class DiscoverError(VitrineError):
    """A news search was refused, or its answer was not understood."""


class ReadError(VitrineError):
    """A page or table of others cannot be read; nothing else is affected."""


class ModelError(VitrineError):
    """The answer of a language model is not of the asked form."""
