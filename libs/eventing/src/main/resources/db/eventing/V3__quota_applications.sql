-- What an account may have where that is not the default: changed in the transaction of the append that approves.
CREATE TABLE quota_limit (
    account_id        text   NOT NULL,
    quota_action_code text   NOT NULL,
    value             bigint NOT NULL,
    PRIMARY KEY (account_id, quota_action_code)
);

-- Every application for another limit, changed in the transaction of its events.
CREATE TABLE quota_application (
    application_id    text        PRIMARY KEY,
    account_id        text        NOT NULL,
    quota_action_code text        NOT NULL,
    desired_value     bigint      NOT NULL,
    reason            text        NOT NULL,
    status            text        NOT NULL,
    approved_value    bigint,
    audit_reason      text        NOT NULL,
    applied_at        timestamptz NOT NULL DEFAULT now(),
    decided_at        timestamptz
);
CREATE INDEX quota_application_by_account ON quota_application (account_id, applied_at, application_id);
CREATE INDEX quota_application_by_status ON quota_application (status, applied_at, application_id);
