-- What each account wants by mail. An account without a row has the defaults (EmailSettings).
CREATE TABLE settings (
  user_id     bigint  PRIMARY KEY,
  mention     boolean NOT NULL,
  reply       boolean NOT NULL,
  quote       boolean NOT NULL,
  follow      boolean NOT NULL,
  new_sign_in boolean NOT NULL,
  digest      text    NOT NULL CHECK (digest IN ('OFF', 'DAILY', 'WEEKLY'))
);

-- Every message, written before it is sent. No address and no text: both are asked for when it is sent. The row stays
-- after that, so that an event that comes again sends nothing again; it goes when no topic can hold the event any more.
CREATE TABLE message (
  -- The event's id (digests and alerts have one of their own); with the kind it is the message's id.
  id              bigint   NOT NULL,
  kind            text     NOT NULL,
  channel         text     NOT NULL CHECK (channel IN ('EMAIL', 'SMS')),
  -- 0 = nobody's: for the operators.
  user_id         bigint   NOT NULL,
  -- What it tells of; 0 = none.
  actor_id        bigint   NOT NULL,
  tweet_id        bigint   NOT NULL,
  notification_id bigint   NOT NULL,
  -- As in MailRequested; emptied when the message is done with.
  sealed_token    bytea,
  sealed_detail   bytea,
  -- Not sent from then on; 0 = it never is too late.
  expires_at_ms   bigint   NOT NULL,
  state           text     NOT NULL CHECK (state IN ('WAITING', 'SENT', 'SKIPPED', 'DEAD')),
  -- A word: why it was skipped or why the last attempt failed.
  reason          text     NOT NULL DEFAULT '',
  attempts        integer  NOT NULL DEFAULT 0,
  -- The lowest first: 0 = mail about the account, 1 = single notifications, 2 = digests.
  priority        smallint NOT NULL,
  -- Not tried before; while an attempt runs, until when nobody else may try.
  next_at_ms      bigint   NOT NULL,
  request_id      text     NOT NULL,
  created_at_ms   bigint   NOT NULL,
  PRIMARY KEY (id, kind)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX message_due ON message (priority, next_at_ms) WHERE state = 'WAITING';
CREATE INDEX message_user ON message (user_id, created_at_ms);
CREATE INDEX message_created ON message (created_at_ms);

-- What waits for a digest: likes of one tweet are one row. digest_id is the digest that it is in, 0 = none yet. Who did
-- it is asked of svc-notification when the digest is sent.
CREATE TABLE pending (
  user_id       bigint NOT NULL,
  digest_id     bigint NOT NULL,
  type          text   NOT NULL,
  -- 0 = none: follows are one row.
  tweet_id      bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  PRIMARY KEY (user_id, digest_id, type, tweet_id)
);
CREATE INDEX pending_updated ON pending (updated_at_ms);

-- When an account's next digest is due; there is a row while something waits for it.
CREATE TABLE digest_due (
  user_id   bigint PRIMARY KEY,
  due_at_ms bigint NOT NULL
);
CREATE INDEX digest_due_at ON digest_due (due_at_ms);

-- Accounts that are gone: what comes late from other topics makes no rows again.
CREATE TABLE deleted_user (
  user_id       bigint PRIMARY KEY,
  deleted_at_ms bigint NOT NULL
);
CREATE INDEX deleted_user_at ON deleted_user (deleted_at_ms);

-- Shared forms: sql/README.md.
CREATE TABLE inbox (
  consumer       text   NOT NULL,
  event_id       bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received ON inbox (received_at_ms);
