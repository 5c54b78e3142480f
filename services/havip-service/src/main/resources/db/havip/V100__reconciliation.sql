-- What reconciliation found and did, whichever replica it was: the last run, and its repairs for 30 days.
CREATE TABLE reconciliation_run (
    only_one boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    at       timestamptz NOT NULL,
    as_of    timestamptz NOT NULL,
    obstacle text
);

CREATE TABLE reconciliation_repair (
    command_id text        PRIMARY KEY,
    kind       text        NOT NULL,
    ha_vip_id  text        NOT NULL,
    of_what    text        NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    tries      int         NOT NULL DEFAULT 1
);
CREATE INDEX reconciliation_repair_age ON reconciliation_repair (last_at);
