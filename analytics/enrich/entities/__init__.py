"""Named entities with canonical names."""

from analytics.enrich.entities.consensus import agreed
from analytics.enrich.entities.recognition import VERSION, mentions

__all__ = ["VERSION", "agreed", "mentions"]
