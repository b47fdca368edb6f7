-- Moderation: what was decided about accounts, what was reported, and who did what.

-- The standing of an account; no row = USER, not banned, version 0. Every decision makes the version one more.
CREATE TABLE standing (
  user_id         bigint  PRIMARY KEY,
  role            text    NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
  banned          boolean NOT NULL DEFAULT false,
  -- Told to the account.
  ban_reason      text    NOT NULL DEFAULT '',
  banned_at_ms    bigint  NOT NULL DEFAULT 0,
  -- 0: until it is lifted.
  banned_until_ms bigint  NOT NULL DEFAULT 0,
  -- For moderators only.
  note            text    NOT NULL DEFAULT '',
  version         bigint  NOT NULL DEFAULT 0
);
CREATE INDEX standing_ends ON standing (banned_until_ms) WHERE banned AND banned_until_ms > 0;

CREATE TABLE report (
  id            bigint   PRIMARY KEY,
  reporter_id   bigint   NOT NULL,
  -- The account, or the tweet's author.
  user_id       bigint   NOT NULL,
  -- 0: the account as a whole.
  tweet_id      bigint   NOT NULL,
  reason        text     NOT NULL,
  comment       text     NOT NULL,
  -- As in twite.admin.v1.Report.State.
  state         smallint NOT NULL DEFAULT 0,
  -- 0: nobody yet.
  assignee_id   bigint   NOT NULL DEFAULT 0,
  created_at_ms bigint   NOT NULL,
  closed_at_ms  bigint   NOT NULL DEFAULT 0,
  closed_by_id  bigint   NOT NULL DEFAULT 0,
  resolution    text     NOT NULL DEFAULT ''
);
CREATE INDEX report_queue ON report (state, id);
CREATE INDEX report_subject ON report (user_id, id);
CREATE INDEX report_reporter ON report (reporter_id);
-- The same again while it is open is the same report.
CREATE UNIQUE INDEX report_open_once ON report (reporter_id, user_id, tweet_id) WHERE state = 0;

-- What was done. Rows come with the change that they tell of, in its transaction, and stay as they are (S23): the
-- application's role may add and read, and the trigger stops whoever has more rights by mistake.
CREATE TABLE audit (
  id           bigint PRIMARY KEY,
  at_ms        bigint NOT NULL,
  -- 0: the command line or Twite itself.
  actor_id     bigint NOT NULL,
  actor        text   NOT NULL,
  action       text   NOT NULL,
  subject_type text   NOT NULL,
  subject_id   text   NOT NULL,
  reason       text   NOT NULL,
  -- {"before":…,"after":…}
  detail       text   NOT NULL,
  request_id   text   NOT NULL
);
CREATE INDEX audit_actor ON audit (actor_id, id DESC);
CREATE INDEX audit_action ON audit (action, id DESC);
CREATE INDEX audit_subject ON audit (subject_type, subject_id, id DESC);

-- Tweets that were removed: twice is once.
CREATE TABLE tweet_removed (
  tweet_id      bigint PRIMARY KEY,
  removed_at_ms bigint NOT NULL
);

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is not changed';
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

DO $$
DECLARE
  given record;
BEGIN
  -- roles.sql grants these on every new table.
  FOR given IN
    SELECT DISTINCT table_name, grantee FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name IN ('audit', 'tweet_removed') AND grantee <> current_user
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', given.table_name, given.grantee);
  END LOOP;
END
$$;

-- Dead letters that were replayed or dropped: they are off the list, though Kafka keeps them. A replay is a row here and
-- one in the outbox, in one transaction, so that none is replayed twice.
CREATE TABLE dead_letter_done (
  topic         text     NOT NULL,
  partition     integer  NOT NULL,
  record_offset bigint   NOT NULL,
  -- A topic that was made anew has the same offsets again.
  record_at_ms  bigint   NOT NULL,
  replayed      boolean  NOT NULL,
  done_at_ms    bigint   NOT NULL,
  PRIMARY KEY (topic, partition, record_offset, record_at_ms)
);
CREATE INDEX dead_letter_done_at ON dead_letter_done (done_at_ms);

-- Shared form: sql/README.md.
CREATE TABLE outbox (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id       bigint NOT NULL,
  topic          text   NOT NULL,
  key            bigint NOT NULL,
  type           text   NOT NULL,
  payload        bytea  NOT NULL,
  request_id     text   NOT NULL,
  traceparent    text   NOT NULL,
  occurred_at_ms bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
