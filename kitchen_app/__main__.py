"""`python -m kitchen_app`."""

import sys

from kitchen_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
