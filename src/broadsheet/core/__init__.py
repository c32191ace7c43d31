"""Addresses, registries and base models that every other room stands on; no news words."""
