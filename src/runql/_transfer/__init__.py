"""Bulk transfers on threads, for both colours: files down and up, verified and atomic."""
