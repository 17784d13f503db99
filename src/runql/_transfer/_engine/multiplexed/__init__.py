"""As many connections as bring more: small files on one thread, segments of a large file on several."""
