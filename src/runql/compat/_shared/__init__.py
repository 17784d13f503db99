"""What the nouns of `runql.compat` share."""
