"""Code generators of the repository. The library does not import them."""
