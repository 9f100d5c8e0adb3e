"""The elements of HTML, by what they mean for a plain text."""

from __future__ import annotations

# ruff: noqa: SIM905 - a hundred quoted names read worse than a hundred names

# Left out with all that is in them: code, forms, drawings, embedded pages, navigation.
DROPPED = frozenset(
    """
    script style noscript template iframe object embed applet frame frameset form button select textarea input svg math
    canvas audio video map head title nav dialog noembed noframes xmp plaintext
    """.split()
)
# Of these, the ones whose content is no text even in a title.
SILENT = DROPPED.difference("object applet form button map canvas audio video nav dialog head title".split())
# Stand apart from what is around them by an empty line.
PARAGRAPHS = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre article section header footer aside main figure figcaption address
    details hr
    """.split()
)
# Stand on a line of their own.
LINES = frozenset("div li dt dd tr summary caption".split())
CELLS = frozenset(("td", "th"))
KNOWN = frozenset(
    """
    a abbr acronym area b base basefont bdi bdo bgsound big blink body br center cite code col colgroup data datalist
    del dfn dir em fieldset font html i img ins isindex kbd keygen label legend link listing mark marquee menu
    meta meter nobr optgroup option output param picture progress q rb rp rt rtc ruby s samp search slot small
    source span strike strong sub sup tbody tfoot thead time track tt u var wbr
    """.split()
).union(DROPPED, PARAGRAPHS, LINES, CELLS)
