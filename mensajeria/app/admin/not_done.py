"""The one way in which a task of `mensajeria admin` fails."""


class NotDone(Exception):
    """Nothing was changed; str() is one sentence on why."""
