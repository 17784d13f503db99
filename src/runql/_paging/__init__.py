"""Pages of lists: cursors, orders and GraphQL connections."""
