-- Who follows, blocks and mutes whom. Every id of a relation is time-sorted: it is the cursor of the lists.

CREATE TABLE follow (
  id            bigint NOT NULL,
  follower_id   bigint NOT NULL,
  followee_id   bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (follower_id, followee_id),
  CHECK (follower_id <> followee_id)
);
-- Fan-out walks followers in the order of their ids (StreamFollowers).
CREATE UNIQUE INDEX follow_followers ON follow (followee_id, follower_id);
CREATE UNIQUE INDEX follow_followers_newest ON follow (followee_id, id DESC) INCLUDE (follower_id);
CREATE UNIQUE INDEX follow_following_newest ON follow (follower_id, id DESC) INCLUDE (followee_id);

CREATE TABLE block (
  id            bigint NOT NULL,
  blocker_id    bigint NOT NULL,
  blocked_id    bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (blocker_id, blocked_id),
  CHECK (blocker_id <> blocked_id)
);
CREATE UNIQUE INDEX block_blocked ON block (blocked_id, blocker_id);
CREATE UNIQUE INDEX block_newest ON block (blocker_id, id DESC) INCLUDE (blocked_id);

CREATE TABLE mute (
  id            bigint NOT NULL,
  muter_id      bigint NOT NULL,
  muted_id      bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (muter_id, muted_id),
  CHECK (muter_id <> muted_id)
);
CREATE UNIQUE INDEX mute_muted ON mute (muted_id, muter_id);
CREATE UNIQUE INDEX mute_newest ON mute (muter_id, id DESC) INCLUDE (muted_id);

-- Authors whose tweets are merged at read, from the day they grew past the threshold, for ever.
CREATE TABLE big_author (
  user_id     bigint NOT NULL PRIMARY KEY,
  since_at_ms bigint NOT NULL
);

-- Accounts that are gone. The row comes first and keeps new relations out; then what they had is removed in bites.
CREATE TABLE deleted_user (
  user_id       bigint  NOT NULL PRIMARY KEY,
  deleted_at_ms bigint  NOT NULL,
  erased        boolean NOT NULL
);
CREATE INDEX deleted_user_to_erase ON deleted_user (deleted_at_ms) WHERE NOT erased;

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
