"""`python -m iomrules`: the same as the command `iomrules`."""

from iomrules.cli import main

main()
