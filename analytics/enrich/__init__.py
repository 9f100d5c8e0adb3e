"""Articles to entities, statistics, relevance and insights: the only importer of spaCy."""
