"""Code that several modules of `runql.compat` use."""
