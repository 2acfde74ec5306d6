"""The exceptions of this package.

VitrineError                 anything a user should read as one sentence
├── DataError                a file under data/ holds something wrong (file, line, what to do)
├── SettingError             an environment variable or settings value is wrong
├── SnapshotError            no usable snapshot
│   ├── SnapshotMissing      nothing was published yet
│   └── SnapshotDamaged      the file does not match its manifest
├── BuildLocked              another build is running
├── CheckFailed              a data check returned rows
└── QueryError               a query could not be answered
    ├── QueryUnknown         no such file under queries/
    ├── QueryParameterError  a parameter is missing or unknown
    └── QueryTimeout         the time limit was reached
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
