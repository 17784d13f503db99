"""Users, teams and organizations in the database."""
