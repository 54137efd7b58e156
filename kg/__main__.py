"""``python -m kg``: the command ``kg``."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is who can tell of it

from kg.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
