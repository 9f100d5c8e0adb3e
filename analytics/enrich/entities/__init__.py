"""Named entities with canonical names."""

from analytics.enrich.entities.consensus import agreed
from analytics.enrich.entities.recognition import in_title_alone, mentions, version

__all__ = ["agreed", "in_title_alone", "mentions", "version"]
