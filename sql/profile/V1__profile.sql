-- Profiles, and how many followers, followed accounts and tweets each account has.

-- An account that is gone keeps its bare row: whatever comes late (UserCreated again, CreateProfile) finds it taken.
CREATE TABLE profile (
  user_id         bigint  NOT NULL PRIMARY KEY,
  handle          text    NULL,
  handle_lower    text    NULL GENERATED ALWAYS AS (lower(handle)) STORED,
  name            text    NOT NULL DEFAULT '',
  bio             text    NOT NULL DEFAULT '',
  location        text    NOT NULL DEFAULT '',
  website         text    NOT NULL DEFAULT '',
  avatar_media_id bigint  NOT NULL DEFAULT 0,
  banner_media_id bigint  NOT NULL DEFAULT 0,
  created_at_ms   bigint  NOT NULL DEFAULT 0,
  deleted         boolean NOT NULL DEFAULT false,
  CONSTRAINT profile_handle UNIQUE (handle_lower),
  CHECK (deleted = (handle IS NULL))
);

-- Small rows that change often, apart from the wide ones that are read. Half of each page stays free and no index but the
-- key's, so that an update writes into its own page (HOT). A row may come before its profile and stays after it: what is
-- counted is what the events say, in whatever order they come.
CREATE TABLE profile_count (
  user_id   bigint NOT NULL PRIMARY KEY,
  followers bigint NOT NULL,
  following bigint NOT NULL,
  tweets    bigint NOT NULL
) WITH (fillfactor = 50);

-- Events taken in, so that a redelivery has no effect (Inbox).
CREATE TABLE inbox (
  consumer       text   NOT NULL,
  event_id       bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received ON inbox (received_at_ms);

-- Events not yet published (OutboxRelay). Small and busy: vacuum it often.
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
