"""Readers, their verified addresses and what they consented to."""
