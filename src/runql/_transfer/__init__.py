"""Bulk transfers on threads, for sync and async: verified downloads and uploads with atomic writes."""
