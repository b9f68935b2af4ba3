-- The table that a group and topic feed, with its schema; NULL until the first consumer claims the row.
ALTER TABLE kafka_offsets ADD COLUMN IF NOT EXISTS target_table text;
