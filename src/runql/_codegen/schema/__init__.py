"""The schema: fetched from servers, and compared."""
