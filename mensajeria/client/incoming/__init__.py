"""What each message of a server means: one module per family, each changing the model and telling.

`handler_for` and, for batches of history, `page` are the only ways in. A handler gets the session
and the message and gives happenings; a message without one, or with too few parameters, means
nothing to us.
"""

from mensajeria.client.incoming import (  # noqa: F401 - each registers its handlers
    about_messages,
    accounts,
    answers,
    membership,
    past,
    profile,
    refused,
    registration,
    speech,
    state,
    who,
)
from mensajeria.client.incoming.past import page
from mensajeria.client.incoming.registry import handler_for

__all__ = ["handler_for", "page"]
