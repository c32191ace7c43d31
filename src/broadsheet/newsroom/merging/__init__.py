"""Saves over somebody’s newer save: merged by block, or put side by side to choose from."""
