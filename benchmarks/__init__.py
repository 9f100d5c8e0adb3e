"""Measurements: one command each, printing its figures beside a peer."""
