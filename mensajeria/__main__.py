"""`python -m mensajeria`, the same as the installed command. Nothing else."""

import sys

from mensajeria.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
