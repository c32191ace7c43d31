"""`python -m broadsheet` is the `broadsheet` command."""

from broadsheet.config.cli import main

if __name__ == "__main__":
    main()
