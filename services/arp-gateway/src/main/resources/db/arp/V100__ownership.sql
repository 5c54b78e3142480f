-- The ownership of each address as its newest event left it, written with that event: what a replica loads when it takes over a
-- partition, and what GET /ownerships shows. The event store can rebuild it.
CREATE TABLE ownership (
    address_key  text PRIMARY KEY,
    partition    integer NOT NULL,
    v_switch_id  text    NOT NULL,
    address      text    NOT NULL,
    epoch        bigint  NOT NULL,
    ownership    jsonb   NOT NULL
);
CREATE INDEX ownership_partition ON ownership (partition);
