"""What other machines ask of us: whether we are alive and ready."""
