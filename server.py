"""Start a mensajeria chat server: `python server.py`. The first start sets things up."""

import sys

if sys.version_info < (3, 10):
    seen = "%d.%d" % sys.version_info[:2]
    sys.exit(
        "mensajeria needs Python 3.10 or newer; this is Python " + seen + ".\n"
        "mensajeria necesita Python 3.10 o posterior; este es Python " + seen + "."
    )

if __name__ == "__main__":
    from mensajeria.launcher.start import prepare

    prepare(__file__)
    from mensajeria.app.cli import main

    sys.exit(main(command="server", prog="server.py"))
