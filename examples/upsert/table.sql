-- The existing table, with one row.
CREATE EXTENSION IF NOT EXISTS timescaledb;
CREATE TABLE orders (
    order_no     integer     NOT NULL,
    placed_at    timestamptz NOT NULL,
    customer     varchar(40),
    amount       numeric(10, 2),
    state        text        NOT NULL,
    imported_at  timestamptz NOT NULL DEFAULT now()
);
SELECT create_hypertable('orders', by_range('placed_at', INTERVAL '7 days'));
CREATE UNIQUE INDEX ON orders (order_no, placed_at);
INSERT INTO orders (order_no, placed_at, customer, amount, state)
VALUES (41, '2025-03-01 08:12:00+00', 'Okafor', 12.50, 'placed');
