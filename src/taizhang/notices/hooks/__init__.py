"""Telling other programs that something happened (推送): numbers and names of events, signed, in order, until they were taken."""
