# The tutorial's chapter 2, unchanged. send_readings.py points it at the test's broker and ends it.
import json
import time
import random
from datetime import datetime, timezone
from kafka import KafkaProducer
from kafka.errors import KafkaError
import logging

# Configure logging
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

class GeospatialDataProducer:
    def __init__(self, bootstrap_servers=['localhost:9092']):
        self.producer = KafkaProducer(
            bootstrap_servers=bootstrap_servers,
            value_serializer=lambda v: json.dumps(v).encode('utf-8'),
            key_serializer=lambda k: k.encode('utf-8') if k else None,
            acks='all',  # Wait for all replicas
            retries=3,
            retry_backoff_ms=100,
            request_timeout_ms=30000
        )
    
    def generate_geospatial_data(self):
        """Generate sample geospatial time-series data"""
        # Sample locations (lat, lon)
        locations = [
            (40.7128, -74.0060),  # New York
            (34.0522, -118.2437), # Los Angeles
            (41.8781, -87.6298),  # Chicago
            (29.7604, -95.3698),  # Houston
            (33.4484, -112.0740)  # Phoenix
        ]
        
        location = random.choice(locations)
        
        return {
            'timestamp': datetime.now(timezone.utc).isoformat(),
            'location_id': f"loc_{random.randint(1, 1000)}",
            'latitude': location[0] + random.uniform(-0.01, 0.01),
            'longitude': location[1] + random.uniform(-0.01, 0.01),
            'temperature': random.uniform(15, 35),
            'humidity': random.uniform(30, 80),
            'pressure': random.uniform(1000, 1020),
            'wind_speed': random.uniform(0, 20),
            'wind_direction': random.uniform(0, 360)
        }
    
    def send_data(self, topic='geospatial-data'):
        """Send geospatial data to Kafka topic"""
        try:
            data = self.generate_geospatial_data()
            
            # Use location_id as key for partitioning
            key = data['location_id']
            
            future = self.producer.send(
                topic,
                key=key,
                value=data
            )
            
            # Wait for confirmation
            record_metadata = future.get(timeout=10)
            logger.info(f"Data sent to {record_metadata.topic} partition {record_metadata.partition}")
            
        except KafkaError as e:
            logger.error(f"Failed to send data: {e}")
    
    def run_continuous(self, topic='geospatial-data', interval=1):
        """Continuously send data at specified interval"""
        logger.info(f"Starting continuous data production to topic: {topic}")
        
        try:
            while True:
                self.send_data(topic)
                time.sleep(interval)
        except KeyboardInterrupt:
            logger.info("Stopping data production")
        finally:
            self.producer.close()

# Usage
if __name__ == "__main__":
    producer = GeospatialDataProducer()
    producer.run_continuous(interval=0.5)  # Send data every 500ms
