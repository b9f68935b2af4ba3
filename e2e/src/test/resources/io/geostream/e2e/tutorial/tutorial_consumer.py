# The tutorial's chapter 3, unchanged. write_readings.py points it at the test's servers and ends it.
from kafka import KafkaConsumer
import json
import logging
from datetime import datetime
import psycopg2
from psycopg2.extras import RealDictCursor

# Configure logging
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

class GeospatialDataConsumer:
    def __init__(self, bootstrap_servers=['localhost:9092'], db_config=None):
        self.consumer = KafkaConsumer(
            'geospatial-data',
            bootstrap_servers=bootstrap_servers,
            value_deserializer=lambda m: json.loads(m.decode('utf-8')),
            key_deserializer=lambda k: k.decode('utf-8') if k else None,
            group_id='geospatial-processors',
            auto_offset_reset='earliest',
            enable_auto_commit=True,
            auto_commit_interval_ms=1000
        )
        
        # Database connection
        self.db_config = db_config or {
            'host': 'localhost',
            'port': 5432,
            'database': 'timeseries',
            'user': 'timeseries',
            'password': 'timeseries'
        }
        
        self.conn = None
        self.connect_db()
    
    def connect_db(self):
        """Connect to TimescaleDB"""
        try:
            self.conn = psycopg2.connect(**self.db_config)
            self.conn.autocommit = True
            logger.info("Connected to TimescaleDB")
        except Exception as e:
            logger.error(f"Failed to connect to database: {e}")
            raise
    
    def create_tables(self):
        """Create TimescaleDB tables"""
        create_table_sql = """
        CREATE TABLE IF NOT EXISTS geospatial_metrics (
            time TIMESTAMPTZ NOT NULL,
            location_id TEXT NOT NULL,
            latitude DOUBLE PRECISION,
            longitude DOUBLE PRECISION,
            temperature DOUBLE PRECISION,
            humidity DOUBLE PRECISION,
            pressure DOUBLE PRECISION,
            wind_speed DOUBLE PRECISION,
            wind_direction DOUBLE PRECISION
        );
        
        -- Create hypertable
        SELECT create_hypertable('geospatial_metrics', 'time', if_not_exists => TRUE);
        
        -- Create indexes
        CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_location_time 
        ON geospatial_metrics (location_id, time DESC);
        
        CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_time 
        ON geospatial_metrics (time DESC);
        """
        
        with self.conn.cursor() as cursor:
            cursor.execute(create_table_sql)
            logger.info("Tables created successfully")
    
    def process_message(self, message):
        """Process individual Kafka message"""
        try:
            data = message.value
            key = message.key
            
            # Parse timestamp
            timestamp = datetime.fromisoformat(data['timestamp'].replace('Z', '+00:00'))
            
            # Insert into TimescaleDB
            insert_sql = """
            INSERT INTO geospatial_metrics (
                time, location_id, latitude, longitude,
                temperature, humidity, pressure, wind_speed, wind_direction
            ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
            """
            
            values = (
                timestamp,
                data['location_id'],
                data['latitude'],
                data['longitude'],
                data['temperature'],
                data['humidity'],
                data['pressure'],
                data['wind_speed'],
                data['wind_direction']
            )
            
            with self.conn.cursor() as cursor:
                cursor.execute(insert_sql, values)
            
            logger.info(f"Processed message for location {key}")
            
        except Exception as e:
            logger.error(f"Failed to process message: {e}")
    
    def run_consumer(self):
        """Run Kafka consumer"""
        logger.info("Starting Kafka consumer")
        
        try:
            # Create tables if they don't exist
            self.create_tables()
            
            # Consume messages
            for message in self.consumer:
                self.process_message(message)
                
        except KeyboardInterrupt:
            logger.info("Stopping consumer")
        finally:
            self.consumer.close()
            if self.conn:
                self.conn.close()

# Usage
if __name__ == "__main__":
    consumer = GeospatialDataConsumer()
    consumer.run_consumer()
