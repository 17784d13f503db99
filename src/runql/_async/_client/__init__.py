"""Code that all resource types share: the session, lists, concurrency and the base of `Api` parts."""
