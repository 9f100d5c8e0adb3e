"""Text, dates, addresses and authorship from the forms in which the web writes them."""

from ingest.normalize.authorship import publication_name, split_authors
from ingest.normalize.boilerplate import OriginNote, origin_note
from ingest.normalize.dates import date_in_url, parse_date, plausible
from ingest.normalize.encoding import charset_of, decode, is_binary
from ingest.normalize.html import clean_html, clean_title, has_tags
from ingest.normalize.language import language_of
from ingest.normalize.text import one_line, paragraphs, repair
from ingest.normalize.urls import canonical_url, host_of, http_url, same_site, site_of

__all__ = [
    "OriginNote",
    "canonical_url",
    "charset_of",
    "clean_html",
    "clean_title",
    "date_in_url",
    "decode",
    "has_tags",
    "host_of",
    "http_url",
    "is_binary",
    "language_of",
    "one_line",
    "origin_note",
    "paragraphs",
    "parse_date",
    "plausible",
    "publication_name",
    "repair",
    "same_site",
    "site_of",
    "split_authors",
]
