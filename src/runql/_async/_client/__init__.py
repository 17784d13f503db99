"""Code that every room shares: the session, lists, concurrency and the base of `Api` parts."""
