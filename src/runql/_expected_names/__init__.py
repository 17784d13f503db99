"""Names that users expect on runql's objects, and the names that runql has instead."""
