"""Requests and answers as values: encoding, decoding, retry and authentication, without a socket."""
