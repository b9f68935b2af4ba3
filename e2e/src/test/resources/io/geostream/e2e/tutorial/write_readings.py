"""Writes readings with the tutorial's consumer until it has handled a number of them.

    write_readings.py BROKER COUNT        and the database in PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD
"""

import sys

import tutorial_consumer


class Consumer(tutorial_consumer.GeospatialDataConsumer):
    def __init__(self, broker, count):
        # Not empty, which would stand for the tutorial's own; the rest is libpq's to find in its variables.
        super().__init__([broker], {"application_name": "tutorial"})
        self.left = count

    def process_message(self, message):
        super().process_message(message)
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt  # how the tutorial's consumer is stopped


Consumer(sys.argv[1], int(sys.argv[2])).run_consumer()
