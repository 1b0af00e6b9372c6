"""The cyclic collector, paused while much is made."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

MANY = 100_000
"""The objects from which on a later collection would be felt: they take it some 10 ms."""


@contextmanager
def collector_paused() -> Generator[None]:
    """Keep the cyclic collector off while many records or indexes are made: it costs more than making them.

    The caller's setting is restored, always. Where it was on and many objects were made, they are frozen
    (`gc.freeze`), so that no later collection walks over them: records hold no cycles and are freed as
    soon as nobody refers to them, frozen or not. What else lives in the process is frozen with them; what
    of it becomes a cycle of garbage later is only collected after `gc.unfreeze()`. Where the caller had
    switched the collector off, nothing is frozen; that is also how nested calls leave it to the outermost.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # While it is off, the youngest generation counts what is made and not yet freed.
            if gc.get_count()[0] >= MANY:
                gc.freeze()
            gc.enable()
