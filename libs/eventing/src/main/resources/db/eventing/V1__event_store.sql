-- One sequence numbers events and everything else that is published, so that the outbox has one order.
CREATE SEQUENCE global_position;

CREATE TABLE domain_event_entry (
    global_index         bigint PRIMARY KEY DEFAULT nextval('global_position'),
    event_identifier     text   NOT NULL,
    aggregate_identifier text   NOT NULL,
    sequence_number      bigint NOT NULL,
    type                 text   NOT NULL,
    time_stamp           text   NOT NULL,
    payload_type         text   NOT NULL,
    payload_revision     text,
    meta_data            bytea  NOT NULL,
    payload              bytea  NOT NULL,
    UNIQUE (aggregate_identifier, sequence_number)
);

CREATE TABLE snapshot_event_entry (
    event_identifier     text   NOT NULL,
    aggregate_identifier text   NOT NULL,
    sequence_number      bigint NOT NULL,
    type                 text   NOT NULL,
    time_stamp           text   NOT NULL,
    payload_type         text   NOT NULL,
    payload_revision     text,
    meta_data            bytea  NOT NULL,
    payload              bytea  NOT NULL,
    PRIMARY KEY (aggregate_identifier, sequence_number)
);

-- What the relay has to send: rows come with the append that they belong to and go when the broker has them.
CREATE TABLE outbox (
    position           bigint PRIMARY KEY DEFAULT nextval('global_position'),
    topic              text        NOT NULL,
    key                text        NOT NULL,
    message_id         text        NOT NULL,
    type               text        NOT NULL,
    occurred_at        timestamptz NOT NULL,
    aggregate_sequence bigint,
    correlation_id     text,
    causation_id       text,
    trace_parent       text,
    payload            bytea
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Deadlines of processes: commands to this service's own aggregates that fall due.
CREATE TABLE scheduled_command (
    id             text PRIMARY KEY,
    due_at         timestamptz NOT NULL,
    command_type   text        NOT NULL,
    payload        bytea       NOT NULL,
    correlation_id text
);
CREATE INDEX scheduled_command_due ON scheduled_command (due_at);

-- How far each consumer is with each aggregate; a parked aggregate takes nothing more until it is released.
CREATE TABLE consumer_progress (
    consumer      text   NOT NULL,
    aggregate_id  text   NOT NULL,
    last_sequence bigint NOT NULL,
    parked        text,
    PRIMARY KEY (consumer, aggregate_id)
);

-- Commands from other services that were applied or refused, for longer than their topic keeps them.
CREATE TABLE handled_command (
    command_id text PRIMARY KEY,
    handled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX handled_command_age ON handled_command (handled_at);

-- For people who look into the store.
CREATE VIEW event_json AS
SELECT global_index, aggregate_identifier, sequence_number, payload_type, time_stamp,
       convert_from(payload, 'UTF8')::jsonb AS payload, convert_from(meta_data, 'UTF8')::jsonb AS meta_data
FROM domain_event_entry;
