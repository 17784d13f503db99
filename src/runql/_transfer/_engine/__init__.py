"""The transfer engine: connections, cancellation, batches, downloads, uploads and atomic files."""
