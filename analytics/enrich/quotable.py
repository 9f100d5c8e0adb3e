"""Which sentences of a text can be quoted at all, and which of them can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from analytics.enrich.statistics.sentences import split

_SHORTEST, _LONGEST = 40, 420
# A full stop, within or before closing quotes and brackets; "how …" and "how..." were cut by somebody.
_WHOLE = re.compile(r"(?<![.…])[.!?](?:\[\d+\])?[\"'”’)\]]*$")
_OPENS = re.compile(r"[\"'“‘(\[]*(?:[A-Z0-9$£€¥@#\d]|[^\W\d_a-z]|[a-z]+[A-Z])")
# What a page says to its visitor, who wrote what, and what stands below a picture.
_ADDRESSED = re.compile(
    r"(?:(?-i:By [A-Z][a-z]+ [A-Z])|photo by\b|(?:photo|image|picture|video|credit|source|caption|related"
    r"|editor[’']s note|disclaimer|disclosure|copyright)\b[^.]{0,30}:|©|advertisement\b|sponsored\b|read (?:more|on|also|the|our|about|next)\b"
    r"|learn (?:more|how|why|what|about)\b|find out\b|discover (?:how|why|what|more)\b"
    r"|(?:see|watch|listen|join|register|download|explore|check out|get)"
    r" (?:how|why|what|more|the|our|your|us|now|to|a|here)\b"
    r"|here[’']s (?:how|what|why|where|the|a)\b|(?:sign up|subscribe|click|tap|follow|share|stay tuned|don[’']t miss)\b"
    r"|(?:want|ready|looking|need) to\b|the post .+ appeared first\b|this (?:article|post|story|piece) )",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\b(?:click here|read more|sign up (?:for|to|here|now)|subscribe (?:to|for|here|now)|follow us|all rights reserved"
    r"|link in bio|unsubscribe|your inbox|cookie settings|originally (?:appeared|published)|first appeared)\b"
    r"|>>|https?://",
    re.IGNORECASE,
)
# A transcript of somebody who speaks: "I I mean", "um", "[music]".
_SPOKEN = re.compile(r"\b(?!(?:that|had)\b)(\w+) \1\b|\b(?:um|uh|uhm|erm)\b|\[\w+\]", re.IGNORECASE)
_DANGLING = re.compile(
    r"[\"'“‘(]*(?:(?:this|these|that|those|it|they|he|she|his|her|hers|its|their|but|and|or|nor|so|then|however|also"
    r"|still|instead|yet|plus|moreover|furthermore|additionally|meanwhile|therefore|thus|hence|otherwise|similarly"
    r"|likewise|nevertheless|nonetheless|besides|here|such|another|others|both|neither|which|yeah|yes|okay|ok|oh"
    r"|basically|anyway|maybe|you know|i mean|back then|because of (?:this|that)"
    r"|for (?:example|instance|this reason|that)|in (?:addition|other words|contrast|this|that|turn)|as a result|as such"
    r"|by contrast|on (?:the other hand|top of that)|after that|to (?:do|achieve) (?:so|this|that)|(?:one|some) of (?:them|these|those)|the (?:same|former|latter)"
    r"|(?:with|like) (?:this|that)|if (?:so|not|this|that|they|it))\b"
    r"|(?:first|second|third|next|finally|lastly|now|well|like|actually|again|no|of course|unfortunately|fortunately"
    r"|surprisingly),)",
    re.IGNORECASE,
)


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
