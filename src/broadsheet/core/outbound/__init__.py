"""What other machines must be told: rows that survive a crash, sent by the worker."""
