"""Which sentences of a text can be quoted at all, and which of them can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from analytics.enrich.statistics.lexicon import any_of
from analytics.enrich.statistics.sentences import split

_SHORTEST, _LONGEST = 40, 420
# A full stop, within or before closing quotes and brackets; "how …" and "how..." were cut by somebody.
_WHOLE = re.compile(r"(?<![.…])[.!?](?:\[\d+\])?[\"'”’)\]]*$")
_OPENS = re.compile(r"[\"'“‘(\[]*(?:[A-Z0-9$£€¥@#\d]|[^\W\d_a-z]|[a-z]+[A-Z])")
# What a page says to its visitor, who wrote what, and what stands below a picture.
_LABELS = "photo|image|picture|video|credit|source|caption|related|editor[’']s note|disclaimer|disclosure|copyright"
_VISIT = "see|watch|listen|join|register|download|explore|check out|get"
_ADDRESSED = re.compile(
    rf"(?-i:By [A-Z][a-z]+ [A-Z])|photo by\b|(?:{_LABELS})\b[^.]{{0,30}}:|©|(?:advertisement|sponsored)\b"
    r"|(?:read|learn) (?:more|on|also|the|our|about|next|how|why|what)\b|find out\b|discover (?:how|why|what|more)\b"
    rf"|(?:{_VISIT}) (?:how|why|what|more|the|our|your|us|now|to|a|here)\b"
    r"|here[’']s (?:how|what|why|where|the|a)\b|(?:sign up|subscribe|click|tap|follow|share|stay tuned|don[’']t miss)\b"
    r"|(?:want|ready|looking|need) to\b|the post .+ appeared first\b|this (?:article|post|story|piece) ",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\b(?:click here|read more|sign up (?:for|to|here|now)|subscribe (?:to|for|here|now)|follow us|all rights reserved"
    r"|link in bio|unsubscribe|your inbox|cookie settings|originally (?:appeared|published)|first appeared)\b"
    r"|>>|https?://",
    re.IGNORECASE,
)
# A transcript of somebody who speaks: "I I mean", "um", "[music]"; "[the firm]" is an editor's.
_NOISES = "music|applause|laughter|laughs|laughing|chuckles|cheering|inaudible|unintelligible|crosstalk|foreign|__"
_SPOKEN = re.compile(rf"\b(?!(?:that|had)\b)(\w+) \1\b|\b(?:um|uh|uhm|erm)\b|\[\s?(?:{_NOISES})\s?\]", re.IGNORECASE)
# Openings of sentences that lean on the one before; those of the second list are followed by a comma.
_LEANING = """this these that those it they he she his her hers its their but and or nor so then however also still
instead yet plus moreover furthermore additionally meanwhile therefore thus hence otherwise similarly
likewise nevertheless nonetheless besides here such another others both neither which yeah yes okay ok
oh basically anyway maybe you_know i_mean back_then because_of_this because_of_that for_example
for_instance for_this_reason for_that in_addition in_other_words in_contrast in_this in_that in_turn
as_a_result as_such by_contrast on_the_other_hand on_top_of_that after_that to_do_so to_do_this
to_do_that to_achieve_this one_of_them one_of_these some_of_them some_of_these the_same the_former
the_latter with_this with_that like_this like_that if_so if_not if_this if_that if_they if_it"""
_LEANING_ASIDE = """first second third next finally lastly now well like actually again no of_course unfortunately
fortunately surprisingly"""
_DANGLING = re.compile(rf"[\"'“‘(]*(?:{any_of(_LEANING)}\b|{any_of(_LEANING_ASIDE)},)", re.IGNORECASE)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Whole sentences that tell something, and lists together with the line that leads them in.

    Questions, calls to the reader, bylines, captions, boilerplate, stammering transcripts and sentences that were cut
    short are left out.
    """
    for lead_in, group in groupby(split(text), key=lambda sentence: sentence.lead_in):
        if lead_in is None:
            found = [(sentence.start, sentence.end) for sentence in group]
        else:
            found = [(lead_in[0], max(sentence.end for sentence in group))]
        for start, end in found:
            if _SHORTEST <= end - start <= _LONGEST and _tells(text[start:end]):
                yield start, end


def stands_alone(sentence: str) -> bool:
    """Whether it can be understood without the sentence before it: "This was expected." cannot."""
    return _DANGLING.match(sentence) is None


def _tells(sentence: str) -> bool:
    ending = _WHOLE.search(sentence)
    if ending is None or "?" in ending.group() or not _OPENS.match(sentence):
        return False
    return _ADDRESSED.match(sentence) is None and not (_BOILERPLATE.search(sentence) or _SPOKEN.search(sentence))
