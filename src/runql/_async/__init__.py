"""The verbs, in the colour that is written by hand."""
