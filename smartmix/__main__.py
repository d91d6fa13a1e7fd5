"""`python -m smartmix`."""

import sys

from smartmix.cli import main

sys.exit(main())
