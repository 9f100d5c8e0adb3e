"""WordPress posts as its REST interface writes them (`/wp-json/wp/v2/posts`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.values import first_text, mappings, text

# Numbers and machinery of the site; the rest of a post that no field takes is kept.
_KEPT = ("slug", "status", "type", "format")


def is_post(value: object) -> bool:
    """Whether a JSON value is one post."""
    return isinstance(value, Mapping) and (
        isinstance(value.get("title"), Mapping)
        and ("link" in value or "date_gmt" in value or isinstance(value.get("content"), Mapping))
    )


def read(posts: Sequence[object], document: Document) -> Iterator[Item | Rejection]:
    """The posts in the order given; what is no post is rejected by its place."""
    for index, post in enumerate(posts):
        if is_post(post) and isinstance(post, Mapping):
            yield _item(post, index=index)
        else:
            yield document.rejection(str(index), "no WordPress post: it lacks a title or a link", post)


def _item(post: Mapping[str, object], *, index: int) -> Item:
    content, excerpt = _rendered(post.get("content")), _rendered(post.get("excerpt"))
    seo = post.get("yoast_head_json")
    seo = seo if isinstance(seo, Mapping) else {}
    embedded = post.get("_embedded")
    embedded = embedded if isinstance(embedded, Mapping) else {}
    number = text(post.get("id"))
    guid = _rendered(post.get("guid"))
    link = text(post.get("link")) or guid
    return Item(
        locator=guid or number or str(index),
        title=_rendered(post.get("title")),
        content=content,
        summary=excerpt,
        url=link,
        canonical=first_text(seo, "canonical"),
        identity=guid or link or number,
        publication=first_text(seo, "og_site_name"),
        authors=_authors(embedded) or tuple(filter(None, (first_text(seo, "author"),))),
        published=_utc(post, "date"),
        updated=_utc(post, "modified"),
        language=first_text(post, "lang", "language") or first_text(seo, "og_locale"),
        tags=_terms(embedded),
        extra={key: post[key] for key in _KEPT if post.get(key)} | ({"post_id": number} if number else {}),
    )


def _rendered(value: object) -> str:
    return text(value.get("rendered")) if isinstance(value, Mapping) else text(value)


def _utc(post: Mapping[str, object], name: str) -> str:
    """The `_gmt` form of a date; the local one only when it says its zone, or when there is no other."""
    gmt = text(post.get(f"{name}_gmt"))
    return gmt if gmt and not gmt.startswith("0000") else text(post.get(name))


def _authors(embedded: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for person in mappings(embedded.get("author")) if (name := text(person.get("name"))))


def _terms(embedded: Mapping[str, object]) -> tuple[str, ...]:
    """Categories and tags by name; without `_embed` WordPress gives numbers only, which name nothing."""
    groups = embedded.get("wp:term")
    terms = [term for group in groups for term in mappings(group)] if isinstance(groups, list) else []
    return tuple(
        name for term in terms if (name := text(term.get("name"))) and text(term.get("slug")) != "uncategorized"
    )
