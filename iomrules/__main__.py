"""The program `iomrules`, and `python -m iomrules`, which is the same: `main` leaves the process with its exit code."""

import gc


def main() -> None:
    """Runs the command line that the program was started with."""
    # Before anything else is imported. A command makes much that lives to its end, its modules first of all: looking
    # every 700 objects for what may be thrown away is for nothing.
    gc.set_threshold(100_000, 20, 20)
    from iomrules import cli

    cli.main()


if __name__ == "__main__":
    main()
