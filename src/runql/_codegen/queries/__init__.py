"""The definitions in queries/, and the rules for them."""
