ALTER TABLE kafka_offsets ADD COLUMN IF NOT EXISTS target_table text;

COMMENT ON COLUMN kafka_offsets.target_table IS
    'The table that the group and topic feed, as schema.table; NULL: not claimed yet.';
