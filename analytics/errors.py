"""Errors that a person can act on."""

from __future__ import annotations


class UpswellError(Exception):
    """Something the user can mend; its text names the source, the place and the mend.

    The command prints the text alone and the dashboard shows it as one sentence: neither shows a traceback.
    """


class SettingsError(UpswellError):
    """A setting has a value that cannot be used."""


class StoreError(UpswellError):
    """The database cannot be opened, read or written."""


class ModelError(UpswellError):
    """A language model that is set is not installed or cannot be loaded."""


class ExportError(UpswellError):
    """A file could not be made."""


class FilterError(UpswellError):
    """A filter, in an address or on the command line, cannot be read."""
