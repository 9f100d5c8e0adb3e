"""Charts to files: native slides, pictures, tables and texts."""
