"""What people of the desk are told, and where: on the desk, by mail."""
