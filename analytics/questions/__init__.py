"""The read path: one function for each question that a strategist asks.

Every function takes `(store, filters, *, now)` and returns a frozen answer of `analytics.questions.answers`.
Nothing here writes, draws or knows a page; `now` is the clock, and "the present" is the earlier of it and the
last collection.
"""
