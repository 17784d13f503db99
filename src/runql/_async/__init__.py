"""Resources and their methods that wait; the sync code is generated from them."""
