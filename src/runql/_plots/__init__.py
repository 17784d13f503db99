"""Charts as Vega-Lite: data, appearance and file formats. Only `save` does I/O, and no code uses the network."""
