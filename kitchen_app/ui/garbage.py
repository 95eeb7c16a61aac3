"""Python's garbage is swept on the screen's thread only.

Python collects on whichever thread happens to allocate. A widget or timer in a cycle would be taken
apart by the core thread, which Qt does not allow: it warns, or dies.
"""

import gc


class Sweeper:
    """Takes the collecting of garbage over from Python; to be used from the screen's thread.

    What stands at the start stays out of it: it lives as long as the window, and a full sweep would
    hold everybody up for as long as it takes to look at all of it.
    """

    def start(self) -> None:
        gc.disable()
        gc.freeze()

    def sweep(self, _: object = None) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Collect what is left here, and let Python do it again."""
        gc.unfreeze()
        gc.collect()
        gc.enable()
