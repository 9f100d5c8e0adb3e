"""Topics: found, named, and kept the same from run to run."""
