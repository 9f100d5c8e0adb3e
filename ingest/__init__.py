"""From a source to articles: reading, fetching and cleaning. Knows no database and no dashboard."""
