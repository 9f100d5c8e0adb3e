"""From articles to charts: enrichment, stories, topics, trends, slides and the store. Knows no dashboard."""
