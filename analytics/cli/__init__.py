"""The `upswell` command: one module for each group of verbs, imported only when its verb is used."""
