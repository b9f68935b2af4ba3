-- The next offset to read, one row for each partition, written in the same transaction as the rows before it.
-- Every batch updates these few rows: the free room on the page lets an update stay on it and touch no index, and
-- vacuum comes by count alone, without pauses and without the lock that giving pages back would take.
CREATE TABLE IF NOT EXISTS kafka_offsets (
    consumer_group text        NOT NULL,
    cluster_id     text        NOT NULL,
    topic          text        NOT NULL,
    partition      integer     NOT NULL,
    next_offset    bigint      NOT NULL,
    topic_id       text        NOT NULL,
    leader_epoch   integer,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kafka_offsets_pkey PRIMARY KEY (consumer_group, cluster_id, topic, partition),
    CONSTRAINT kafka_offsets_partition_check CHECK (partition >= 0),
    CONSTRAINT kafka_offsets_next_offset_check CHECK (next_offset >= 0)
) WITH (
    fillfactor = 20,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000,
    vacuum_truncate = false
);
