-- Chunks of one hour would be 8,760 a year; as they go to the columnstore, those of one day become one.
ALTER TABLE geospatial_metrics SET (
    timescaledb.enable_columnstore = true,
    timescaledb.segmentby = 'location_id',
    timescaledb.orderby = 'time DESC',
    timescaledb.compress_chunk_time_interval = '1 day'
);
