"""Parts that pages share: filters, chart cards, evidence, export."""
