"""One file for each page: filters, a question, charts."""
