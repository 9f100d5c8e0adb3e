"""Addresses: which are links at all, and which lead to the same page."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from html import unescape
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST_URL = 4000
_MAX_UNWRAPS = 4

# Parameters that say how a reader came, never what is shown. Sources: AdGuard's and ClearURLs' public lists.
_TRACKER = re.compile(
    r"""^(?:
        (?:utm|mtm|matomo|pk|piwik|hsa|itm|oly|vero|mkt|trk|wt|ns|elq|bsft|spm)_.*
        |at_(?:medium|campaign|format|link|ptr|bbc|custom)[a-z0-9_]*
        |utm[a-z]*|[a-z]{0,4}clid|(?:gclsrc|gbraid|wbraid|msclkid|srsltid|spm|igshid?|igsh|epik|s_kwcid|ef_id)
        |(?:click|affiliate|aff|visitor|session)_?id|s_cid|(?:m|c|n)cid|cmpid|cmp|xtor|ito|ftag|smid
        |mc_[ce]id|_ga|_gl|_openstat|_bta_[a-z]+|__?hs[a-z]+|hsctatracking|fb_(?:action|ref|source)[a-z_]*|fb_comment_id
        |(?:this_)?affiliate|aftr_source|ref_?src|ref_?url|referr?er|partnerid|guccounter|guce_[a-z_]+|feedtype|feedname
        |mbid|sref|soc_(?:src|trk)|tblci|taid|linkid|share_?source|share_from|srnd
        |cvid|ocid|yptr|ncid|nr_email_referer|emci|emdi|mkwid|dicbo|ob_click_id|wickedid|rb_clickid|_branch_[a-z_]+
        |tracking_?id|trk|trkcampaign|rtid|pcrid|sscid|irclickid|irgwc|vgo_ee|zanpid|adobe_mc|__twitter_impression
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# Values of an ambiguous parameter that only say where the link stood.
_CARRIERS = frozenset(("rss", "feed", "feedburner", "twitter", "facebook", "email", "newsletter", "atom"))
_AMBIGUOUS = frozenset(("ref", "source", "src", "from", "via", "cid"))
_AMP_QUERY = frozenset((("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("amp_js_v", "")))

# Hosts whose address holds the page it leads to, and the parameters that may hold it.
_WRAPPERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(host), tuple(names.split()))
    for host, names in (
        (r"(?:www\.)?google\.[a-z.]{2,6}/url$", "q url"),
        (r"(?:www\.)?google\.[a-z.]{2,6}/alerts/.*", "url"),
        (r"(?:news|feedproxy)\.google\.[a-z.]{2,6}/.*", "url"),
        (r"(?:lm?|www)\.facebook\.com/(?:l|sharer|share|sharer/sharer)\.?(?:php)?$", "u"),
        (r"l\.instagram\.com/.*", "u"),
        (r"(?:www\.)?(?:twitter|x)\.com/(?:share|intent/tweet)$", "url"),
        (r"(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect|sharearticle|sharing/share-offsite/?)$", "url"),
        (r"t\.umblr\.com/redirect$", "z"),
        (r"out\.reddit\.com/.*", "url"),
        (r"(?:www\.)?youtube\.com/redirect$", "q"),
        (r"(?:html\.)?duckduckgo\.com/l/?$", "uddg"),
        (r"(?:www\.)?bing\.com/(?:news/)?apiclick\.aspx$", "url"),
        (r"[a-z0-9]+\.safelinks\.protection\.outlook\.com/.*", "url"),
        (r"(?:go\.redirectingat\.com|go\.skimresources\.com|click\.linksynergy\.com)/.*", "url murl"),
        (r"(?:www\.)?pinterest\.[a-z.]{2,6}/pin/create/(?:button|link)/?$", "url"),
        (r"getpocket\.com/(?:save|edit)$", "url"),
        (r"(?:slack-redir\.net|disq\.us|exit\.sc|medium\.com)/(?:link|url|r/?)?$", "url"),
        (r"(?:www\.)?steamcommunity\.com/linkfilter/?$", "url u"),
        (r"(?:m\.)?vk\.com/away(?:\.php)?$", "to"),
        (r"(?:www\.)?awin1\.com/(?:cread|awclick)\.php$", "ued p"),
        (r".+/redirect-to$", "url"),
    )
)
_AMP_CACHE = re.compile(r"^[^/]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?:(s)/)?(.+)$")
_AMP_VIEWER = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}/amp/(?:(s)/)?(.+)$")
_HREFLI = re.compile(r"^href\.li/\?(https?://.+)$", re.IGNORECASE)
_YAHOO = re.compile(r"^r\.search\.yahoo\.com/.*?/RU=([^/]+)/")
_AMP_PATH = re.compile(r"/amp(?:/|\.html?)?$|(?<=\.)amp\.html?$", re.IGNORECASE)
_ARCHIVED_ROOT = re.compile(r"/https?://[^/]+$")
_JUNK = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]+")
_MARKUP = re.compile(r"^<!\[CDATA\[|\]\]>$|\{[^{}]*\}|[<>\"].*$|(?<=/)&$", re.DOTALL)
# Two addresses run together: what stands before the second is an address of its own, or nothing.
_GLUED = re.compile(r"^(https?://[^/]+/[^?#]*?[^/?#=&%])https?://.*", re.IGNORECASE | re.DOTALL)
_GLUED_HOST = re.compile(r"^https?://[^/.]*?(?=https?://[^/]+\.)", re.IGNORECASE)
_HOST = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?$")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@lru_cache(maxsize=8192)
def http_url(raw: str, *, base: str | None = None) -> str | None:
    """`raw` as an absolute http(s) address without user name and password, or None when it is not one.

    Relative addresses are resolved against `base`. Blanks, control characters, quotes and left-over markup around
    an address are cut off. Nothing else changes: this is the address to open and to show.
    """
    text = _MARKUP.sub("", _MARKUP.sub("", _JUNK.sub("", unescape(raw)).strip()))
    text = _GLUED_HOST.sub("", text)
    if "http" in text[8:]:
        text = _GLUED.sub(r"\1", text)
    if not text or len(text) > LONGEST_URL:
        return None
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or host is None:
        return None
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, _quoted(parts.path, safe="/"), *map(_quoted, parts[3:])))


def canonical_url(url: str) -> str | None:
    """One address for all that lead to the same page, or None when `url` is no http(s) address.

    Trackers, fragments (except those that select a page, `#!…` and `#/…`), AMP forms, default ports and redirects
    that show their target are removed; case, percent-encoding and order of parameters are made one. Scheme, `www.`
    and a trailing slash stay, because pages exist that differ by them.
    """
    absolute = http_url(url)
    for _ in range(_MAX_UNWRAPS):
        inner = _unwrapped(urlsplit(absolute)) if absolute else None
        if inner is None:
            break
        absolute = inner
    if absolute is None:
        return None
    parts = urlsplit(absolute)
    host = (parts.hostname or "").rstrip(".")
    path = re.sub(r"^/{2,}", "/", _without_dots(parts.path)) or "/"
    if _AMP_PATH.search(path) and path.count("/") > 1:
        path = _AMP_PATH.sub("/" if path.endswith("/") else "", path)
    if host.startswith("amp.") and host.count(".") > 1:
        host = "www." + host[4:]
    if _ARCHIVED_ROOT.search(path):
        path += "/"
    default = {"http": 80, "https": 443}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if parts.port in {None, default} else f"{shown}:{parts.port}"
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, netloc, path, _query(parts, host), fragment))


def host_of(url: str | None) -> str:
    """The host of an address without `www.`, for people to read; empty when there is none."""
    host = urlsplit(url).hostname if url else None
    return (host or "").removeprefix("www.")


def site_of(url: str | None) -> str | None:
    """The root page of the site that an address belongs to."""
    if not url:
        return None
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def same_site(first: str | None, second: str | None) -> bool:
    """Whether two addresses lie on one host, or one host is a subdomain of the other."""
    a, b = host_of(first), host_of(second)
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _host(host: str) -> str | None:
    host = unquote(host).lower()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return f"[{host}]" if ":" in host else host
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return host if _HOST.match(host) and any(character.isalnum() for character in host) else None


def _quoted(part: str, *, safe: str = "/?") -> str:
    """Percent-encoding made one: upper-case escapes, no escape that is not needed, none missing."""
    plain = _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if chr(int(match[1], 16)) in _UNRESERVED else "%" + match[1].upper(), part
    )
    return quote(plain, safe=safe + "%:@!$&()*+,;=-._~")


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept) + ("/" if path.endswith(("/.", "/..")) else "")


def _query(parts: SplitResult, host: str) -> str:
    if "=" not in parts.query:
        return "" if (parts.query.lower(), "") in _AMP_QUERY else parts.query
    kept = []
    for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)):
        lowered = (name.lower(), value.lower())
        if _TRACKER.match(name) or lowered in _AMP_QUERY:
            continue
        if lowered[0] in _AMBIGUOUS and (
            lowered[1] in _CARRIERS or lowered[1].removeprefix("www.") == host.removeprefix("www.")
        ):
            continue
        kept.append((name, value))
    return urlencode(kept)


def _unwrapped(parts: SplitResult) -> str | None:
    """The address that a redirecting one shows, or None."""
    place = (parts.hostname or "") + parts.path
    for pattern in (_AMP_CACHE, _AMP_VIEWER):
        match = pattern.match(place)
        if match:
            rest = match[2] + (f"?{parts.query}" if parts.query else "")
            return http_url(("https://" if match[1] else "http://") + rest)
    match = _HREFLI.match(f"{place}?{parts.query}")
    if match:
        return http_url(match[1])
    match = _YAHOO.match(place)
    if match:
        return http_url(unquote(match[1]))
    if "http" not in parts.query.lower():
        return None
    for pattern, names in _WRAPPERS:
        if pattern.fullmatch(place.lower()):
            values = dict(parse_qsl(parts.query))
            for name in names:
                target = http_url(values.get(name, ""))
                if target:
                    return target
    return None
