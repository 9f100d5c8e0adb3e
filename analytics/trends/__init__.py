"""Counts over calendar periods, and what may be said of them."""
