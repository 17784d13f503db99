"""Uploads of SDKs: file streams, artifact files, manifests and digests."""
