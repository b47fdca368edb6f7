-- What others did that concerns somebody, and how it is grouped. Ids of one recipient grow with every event: they are
-- the order of the list, its cursor and the read marker. A recipient's row is locked by whatever changes that
-- recipient's other rows, so counts and ids are exact.

CREATE TABLE recipient (
  user_id       bigint  PRIMARY KEY,
  -- The id of the last event.
  last_id       bigint  NOT NULL DEFAULT 0,
  -- Everything up to and including it is read.
  read_up_to_id bigint  NOT NULL DEFAULT 0,
  -- What the recipient wants to hear of.
  likes         boolean NOT NULL DEFAULT true,
  retweets      boolean NOT NULL DEFAULT true,
  replies       boolean NOT NULL DEFAULT true,
  mentions      boolean NOT NULL DEFAULT true,
  quotes        boolean NOT NULL DEFAULT true,
  follows       boolean NOT NULL DEFAULT true,
  only_followed boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- One row for each thing that somebody can do, however often it is done, undone or delivered. A row that is not active
-- was undone, or never wanted; it stays so that nobody is told twice.
CREATE TABLE cause (
  recipient_id   bigint   NOT NULL,
  actor_id       bigint   NOT NULL,
  -- As in twite.notification.v1.NotificationType.
  type           smallint NOT NULL,
  -- As in twite.notification.v1.Notification; 0 for follows.
  tweet_id       bigint   NOT NULL,
  active         boolean  NOT NULL,
  -- The newest event that had a say: older ones, come again, have none. For retweets the retweet's own id.
  version        bigint   NOT NULL,
  -- Its own place, and the group it is or was in; 0 = never shown.
  id             bigint   NOT NULL,
  group_id       bigint   NOT NULL,
  -- When it was last told; 0 = never.
  notified_at_ms bigint   NOT NULL,
  at_ms          bigint   NOT NULL,
  PRIMARY KEY (recipient_id, actor_id, type, tweet_id)
);
-- The newest actors of a group.
CREATE INDEX cause_group ON cause (recipient_id, group_id, id DESC) INCLUDE (actor_id) WHERE active;
-- What goes with a tweet, and who retweeted it.
CREATE INDEX cause_tweet ON cause (tweet_id, type, actor_id) WHERE tweet_id <> 0;
-- What goes with an account.
CREATE INDEX cause_actor ON cause (actor_id);
CREATE INDEX cause_age ON cause USING brin (at_ms);

-- The groups: what the list shows.
CREATE TABLE notification (
  recipient_id bigint   NOT NULL,
  -- The id of its first event: what causes call it by.
  group_id     bigint   NOT NULL,
  -- The id of its last event: its place in the list.
  id           bigint   NOT NULL,
  type         smallint NOT NULL,
  -- What joins: the tweet; for follows the day since 1970 (UTC).
  subject_id   bigint   NOT NULL,
  actors_count integer  NOT NULL CHECK (actors_count > 0),
  opened_at_ms bigint   NOT NULL,
  last_at_ms   bigint   NOT NULL,
  PRIMARY KEY (recipient_id, group_id)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX notification_newest ON notification (recipient_id, id DESC);
CREATE INDEX notification_subject ON notification (recipient_id, type, subject_id, group_id DESC);
CREATE INDEX notification_age ON notification USING brin (last_at_ms);

-- Tweets and accounts that are gone, so that what comes late of them makes nothing. Kept for longer than topics keep
-- events.
CREATE TABLE gone (
  -- As in store.Gone: the number of an account may be a tweet's, too.
  kind       smallint NOT NULL,
  id         bigint   NOT NULL,
  gone_at_ms bigint   NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX gone_age ON gone (gone_at_ms);

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
