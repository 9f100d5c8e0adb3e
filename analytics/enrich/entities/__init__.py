"""Named entities with canonical names."""

from analytics.enrich.entities.consensus import agreed
from analytics.enrich.entities.recognition import mentions, version

__all__ = ["agreed", "mentions", "version"]
