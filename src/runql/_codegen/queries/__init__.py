"""What the files in queries/ say, and the rules for them."""
