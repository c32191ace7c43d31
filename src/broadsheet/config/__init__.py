"""The composition root: settings, addresses of the program, servers, the command line."""
