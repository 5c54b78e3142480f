-- How much of each limit over several aggregates is taken: changed in the transaction of the append that takes or frees.
CREATE TABLE quota_use (
    scope text   PRIMARY KEY,
    used  bigint NOT NULL CHECK (used >= 0)
);

-- Requests that a caller may repeat: which operation a token began, and its answer once that is known.
CREATE TABLE client_token (
    account_id   text        NOT NULL,
    token        text        NOT NULL,
    fingerprint  text        NOT NULL,
    operation_id text        NOT NULL,
    subject      text        NOT NULL,
    answer       text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, token)
);
CREATE INDEX client_token_age ON client_token (created_at);
