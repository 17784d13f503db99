"""Bulk transfers on threads, for sync and async: files down and up, verified and atomic."""
