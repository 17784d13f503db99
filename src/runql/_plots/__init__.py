"""Charts as Vega-Lite: what is drawn, how it looks, and how it is saved. No I/O except `save`, and no network."""
