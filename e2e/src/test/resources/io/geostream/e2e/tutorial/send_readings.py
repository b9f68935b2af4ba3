"""Sends readings with the tutorial's producer, and prints each as the test wants to see it.

    send_readings.py BROKER TOPIC COUNT plain|optimized

"optimized" gives the client the settings of the tutorial's chapter 6 on top of those of its chapter 2.
"""

import sys

import kafka
import tutorial_producer

FIELDS = ["latitude", "longitude", "temperature", "humidity", "pressure", "wind_speed", "wind_direction"]

CHAPTER_6 = {
    "batch_size": 16384,
    "linger_ms": 10,
    "compression_type": "snappy",
    "max_in_flight_requests_per_connection": 5,
    "enable_idempotence": True,
}


class Producer(tutorial_producer.GeospatialDataProducer):
    def generate_geospatial_data(self):
        data = super().generate_geospatial_data()
        # repr() has all digits of a number.
        print("READING", data["timestamp"], data["location_id"], *(repr(data[field]) for field in FIELDS), sep="\t")
        return data


def optimized_client(**settings):
    # The old kafka-python of Debian does not know idempotence and refuses the setting.
    known = {key: value for key, value in CHAPTER_6.items() if key in kafka.KafkaProducer.DEFAULT_CONFIG}
    for key in CHAPTER_6.keys() - known.keys():
        print(f"NOTE kafka-python {kafka.__version__} does not know {key}")
    return kafka.KafkaProducer(**settings, **known)


broker, topic, count, settings = sys.argv[1:]
if settings == "optimized":
    tutorial_producer.KafkaProducer = optimized_client
producer = Producer([broker])
for _ in range(int(count)):
    producer.send_data(topic)
producer.producer.close()
