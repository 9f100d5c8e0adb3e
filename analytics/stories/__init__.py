"""Copies (near-duplicate texts) and stories (one event)."""
