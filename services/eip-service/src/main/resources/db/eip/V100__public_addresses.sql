-- The addresses of the pool and who has each; changed in the transaction of the append. What the events say, so that it can be made
-- again from them (PublicAddressPool).
CREATE TABLE public_address (
    address  inet    PRIMARY KEY,
    eip_id   text    UNIQUE,
    -- Whether the configuration has it: one that was taken out of it goes when it is freed.
    pooled   boolean NOT NULL,
    freed_at timestamptz
);
-- The longest idle one first, so that its last owner's traffic does not reach the next.
CREATE INDEX public_address_idle ON public_address (freed_at NULLS FIRST, address) WHERE eip_id IS NULL AND pooled;

-- What reconciliation found and did.
CREATE TABLE reconciliation (
    kind           text        NOT NULL,
    eip_id         text        NOT NULL,
    association_id text        NOT NULL,
    instance_id    text        NOT NULL,
    instance_type  text        NOT NULL,
    found_at       timestamptz NOT NULL DEFAULT now(),
    tried_at       timestamptz NOT NULL DEFAULT now(),
    tries          int         NOT NULL DEFAULT 1,
    repaired_at    timestamptz,
    PRIMARY KEY (association_id, instance_id, kind)
);
CREATE INDEX reconciliation_age ON reconciliation (found_at);
