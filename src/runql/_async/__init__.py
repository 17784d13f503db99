"""Resources and their methods that send requests; the sync code is generated from them."""
