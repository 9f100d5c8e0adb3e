"""Trends to figures: one builder a chart, graph_objects only."""
