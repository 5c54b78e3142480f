-- Who may call: RAM users, their policies, access keys. Secrets are encrypted with the master key, which is not here.
CREATE TABLE ram_user (
    account_id text        NOT NULL,
    name       text        NOT NULL,
    id         text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, name)
);

CREATE TABLE policy (
    account_id text        NOT NULL,
    name       text        NOT NULL,
    document   text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, name)
);

CREATE TABLE user_policy (
    account_id  text NOT NULL,
    user_name   text NOT NULL,
    policy_name text NOT NULL,
    PRIMARY KEY (account_id, user_name, policy_name),
    FOREIGN KEY (account_id, user_name) REFERENCES ram_user ON DELETE CASCADE,
    FOREIGN KEY (account_id, policy_name) REFERENCES policy
);

CREATE TABLE access_key (
    id         text        PRIMARY KEY,
    account_id text        NOT NULL,
    -- null: the account's own key
    user_name  text,
    secret     bytea       NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (account_id, user_name) REFERENCES ram_user
);

-- One row, counted up by every change: replicas look at it and read the rest only when it differs.
CREATE TABLE directory (version bigint NOT NULL);
INSERT INTO directory VALUES (1);

-- Requests that were taken, for as long as their time stamps would be taken again.
CREATE TABLE nonce (
    -- of key and nonce
    digest   uuid        PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX nonce_by_time ON nonce (taken_at);
