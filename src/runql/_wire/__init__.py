"""Requests and responses as values: encoding, decoding, retry and authentication, without I/O."""
