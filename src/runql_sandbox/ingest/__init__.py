"""What SDKs send: file streams, artifact uploads, manifests and digests."""
