"""What publishing systems add to an article: furniture in the page and set phrases in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Names that class and id attributes carry; matched as whole words between hyphens, underscores and blanks.
_FURNITURE = re.compile(
    r"""(?:^|[\s_-])(?:
        newsletter|nl[_-]inline[_-]form|inline[_-]form|signup|sign[_-]up|subscribe|subscription[_-]form|optin|mc_embed
        |share|sharing|sharedaddy|share[_-]?bar|social[_-]?(?:share|links|icons|media|buttons)|addtoany|a2a_kit
        |jp[_-]relatedposts|related[_-]?(?:posts?|articles?|stories|content|links)|yarpp|more[_-]link|read[_-]?more
        |screen[_-]reader[_-]text|sr[_-]only|visually[_-]hidden|breadcrumbs?|comments?[_-](?:form|area|list|respond)
        |respond|cookie[_-](?:banner|notice|consent)|advert(?:isement)?|ad[_-](?:slot|unit|container)|ads?by|promo[_-]box
        |feedflare|post[_-]navigation|pagination|print[_-]only|paywall|nocontent|wp[_-]block[_-]buttons
    )(?=$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# "The post T appeared first on S." in the languages that WordPress is translated into.
_POST = (
    r"(?:The post|Der Beitrag|L[’']article|Cet article|La entrada|El cargo|L[’']articolo|O post|A publicação|"
    r"L[’']entrada|Het bericht|Inlägget|Indlægget|Innlegget|Artykuł|Wpis|Příspěvek|Запись|Сообщение|Запис|Yazı)"
)
_FIRST = (
    r"(?:(?:first )?appeared first on|first appeared on|erschien zuerst (?:auf|bei)|est apparu en premier sur|"
    r"(?:se publicó|apareció) primero en|aparece primero en|proviene da|(?:apareceu|aparece) primeiro (?:em|no)|"
    r"verscheen eerst op|dök först upp på|blev først udgivet på|dukket først opp på|pojawił się po raz pierwszy na|"
    r"pochodzi z serwisu|nejdříve se objevil na|впервые появил(?:[аио]сь|ся)(?: на)?|"
    r"появил(?:[аио]сь|ся) (?:сначала|впервые) на|взято з|sembra essere il primo su|ha aparegut primer a|"
    r"ilk önce üzerinde ortaya çıktı)"
)
_ORIGINALLY = (
    r"(?:This (?:article|post|story|piece|column) (?:was )?)?(?:originally|first) (?:published|appeared|posted|ran) "
    r"(?:on|in|at|by)"
)
# A word of each phrase above: looking for these first spares most texts the search for whole notes.
_CLUE = re.compile(
    "ppeared|irst |riginally|zuerst|apparu|primer|proviene|verscheen|först|først|pierwszy|pochodzi|nejdříve|"
    "впервые|сначала|взято|ortaya|il primo|aparegut"
)
_NOTE_TEXT = re.compile(
    rf"(?:^|(?<=[\s.!?…\]])){_POST}\s(?:(?!{_POST}\s)[^\n]){{1,400}}?\s{_FIRST}\s[^\n]{{1,120}}$", re.MULTILINE
)
_NOTE_LINE = re.compile(
    rf"""^(?:
        {_ORIGINALLY}\s[^\n]{{1,160}}
        |(?:read|see|view)\s(?:more|the\s(?:full|rest|original|entire|complete)[^\n]{{0,80}}|on\b[^\n]{{0,60}}|full[^\n]{{0,60}})
        |read\smore\s*(?:“|"|:|about|on|at|→|»|›|>)[^\n]{{0,300}}
        |continue\sreading\b[^\n]{{0,300}} |keep\sreading\b[^\n]{{0,60}} |click\shere\sto\sread\b[^\n]{{0,200}}
        |(?:weiterlesen|lire\sla\ssuite|leer\smás|sigue\sleyendo|leia\smais|saiba\smais|continue\slendo|lees\s(?:meer|verder)|leggi\s(?:tutto|di\spiù)|läs\smer)\b[^\n]{{0,200}}
        |share\s(?:this|on)\b[^\n]{{0,80}} |(?:like|tweet|pin|email|print)\s(?:this|loading)\b[^\n]{{0,40}}
        |(?:sign\sup|subscribe)\s(?:for|to)\b[^\n]{{0,120}}(?:newsletter|updates|inbox|daily|weekly|insights)[^\n]{{0,60}}
        |(?:get|fuel\sup\swith)\b[^\n]{{0,80}}(?:in\syour\sinbox|delivered\sdaily|free\smarketing\sinsights)[^\n]{{0,20}}
        |see\sterms\.? |email: |advertisement |loading\.{{0,3}} |filed\sunder:[^\n]{{0,200}}
        |(?:copyright\s)?(?:©|\(c\))\s?\d{{4}}[^\n]{{0,200}}
        |this\scopy\sis\sfor\syour\spersonal,?\snon-commercial\suse\sonly\b[^\n]{{0,400}}
        |(?:write|reach\sout)\sto\s[^\n]{{1,60}}\sat\s\S+@\S+ |order\sreprints |print\s(?:article|this\spage)
        |an\serror\s(?:has\s)?occurred\b[^\n]{{0,60}} |thank\syou |this\sarticle\shas\sbeen\ssent\sto[^\n]{{0,60}}
        |(?:don['’]t\smiss|see\smore|read\smore|trending|recommended|most\s(?:read|popular))(?::[^\n]{{0,200}})?
        |get\sthe\slatest\b[^\n]{{0,80}}(?:inbox|newsletters?)[^\n]{{0,60}} |have\sa\s(?:news\s)?tip\?[^\n]{{0,200}}
        |(?:view|read|open)\s(?:this\s(?:e-?mail|newsletter|message|issue|post)\s)?(?:in|on)\s(?:your\s|the\s)?(?:browser|web)
        |you(?:['’]re|\sare)\s(?:receiving|getting)\sthis\b[^\n]{{0,300}} |no\slonger\swant\sthese\s[^\n]{{0,120}}
        |unsubscribe(?:\s(?:here|now|from\s[^\n]{{0,60}}|at\sany\stime))?
        |(?:manage|update)\s(?:your\s)?(?:e-?mail\s|subscription\s)?preferences[^\n]{{0,60}}
        |(?:view|leave\sa|post\sa|add\sa|\d+)\scomments? |last\s(?:modified|updated):[^\n]{{0,60}}
        |(?:comments?|permalink|\[link\]\s*\[(?:\d+\s)?comments?\])
        |(?:dig\sdeeper|read\snext|related(?:\sarticles?|\sstor(?:y|ies))?|see\salso|also\sread|more\son\sthis):[^\n]{{0,200}}
    )\s*[→»›>.…]*$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_RIGHTS = re.compile(r"^[^\n]{0,120}\ball rights reserved\b[^\n]{0,80}[.…]*$", re.IGNORECASE | re.MULTILINE)
_INVITE = (
    r"(?:(?:read|continue|keep)\s(?:more|reading)|lire\sla\ssuite|leer\smás|leggi\stutto|weiterlesen|lees\s(?:meer|verder)"
    r"|leia\smais(?:\sn[oa]\s[^.!?\n]{1,40}!)?)"
)
# "… and read more." is the author's; an invitation stands after a sentence, begins large or points on.
_TRAIL = re.compile(
    rf"""\s*\[(?:…|\.\.\.)\]\s*$ | \s*(?:…|\.\.\.)?\s*\[\+\d+\schars\]\s*$
        | (?:\s*(?:…|\.\.\.)\s*|(?<=[.!?»”"’)\]\n])\s*|\s+(?-i:(?=[A-Z]))|\s+(?=[^\n]*[→»›>]\s*$)|^)
          {_INVITE}\s*[→»›>.…]*\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_TRAIL_CLUE = re.compile(r"\]|ead|lire|leer|leggi|leia|weiter|lees", re.IGNORECASE)
_EDGE, _TAIL = 1500, 80
_GAPS = re.compile(r"\n{3,}")

_LINK = r"""<a\b[^>]{0,500}?href\s*=\s*["']([^"']{1,2000})["'][^>]{0,500}>"""
_NOTE_HTML = re.compile(
    rf"{_POST}\s*{_LINK}(.{{0,500}}?)</a>\s*{_FIRST}\s*(?:{_LINK})?\s*([^<>]{{1,120}}?)\s*(?:</a>|[.<]|$)", re.DOTALL
)
_ORIGINALLY_HTML = re.compile(
    rf"{_ORIGINALLY}\s*(?:<[ib]>|<em>|<strong>)?\s*{_LINK}\s*([^<>]{{1,120}}?)\s*<", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OriginNote:
    """Who first published a text, by a note in it. Addresses are as written; `title` may hold markup."""

    url: str | None
    title: str | None
    publication: str
    publication_url: str | None


def is_furniture(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is part of the page's furniture by what its attributes say."""
    if tag in {"body", "html", "article", "main"}:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in {"navigation", "search", "dialog", "alertdialog", "banner", "contentinfo"}:
        return True
    if _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    return any(_FURNITURE.search(attributes.get(name) or "") for name in ("class", "id"))


def without_boilerplate(text: str) -> str:
    """`text` without lines that invite to read on, share or subscribe and without notes of syndication."""
    if _CLUE.search(text, max(0, len(text) - _EDGE)):
        text = text[:-_EDGE] + _NOTE_TEXT.sub("", text[-_EDGE:])
    text = _NOTE_LINE.sub("", text)
    if "reserved" in text or "Reserved" in text or "RESERVED" in text:
        text = _RIGHTS.sub("", text)
    tail = text[-_TAIL:]
    if _TRAIL_CLUE.search(tail):
        text = text[:-_TAIL] + _TRAIL.sub(_ellipsis, tail)
    return _GAPS.sub("\n\n", text).strip()


def origin_note(html: str) -> OriginNote | None:
    """The last note such as "The post T appeared first on S" or "originally published on S" with its links.

    Looks at the beginning and at the end, where such notes stand.
    """
    if "<a" not in html:
        return None
    edges = html if len(html) <= 2 * _EDGE else html[:_EDGE] + html[-_EDGE:]
    if not _CLUE.search(edges):
        return None
    notes = list(_NOTE_HTML.finditer(edges))
    if notes:
        url, title, site, name = notes[-1].groups()
        return OriginNote(url=url, title=title, publication=name, publication_url=site)
    notes = list(_ORIGINALLY_HTML.finditer(edges))
    if notes:
        url, name = notes[-1].groups()
        return OriginNote(url=url, title=None, publication=name, publication_url=None)
    return None


def _ellipsis(match: re.Match[str]) -> str:
    return "…" if "…" in match[0] or "..." in match[0] or "chars]" in match[0] else ""
