-- Pictures: whose they are, what uses them, and where their bytes are. Ids sort by time.

-- Bytes in the store, under the SHA-256 of themselves: equal ones are kept once, whoever sent them. A row no item
-- names is removed with its bytes some time after it was touched last; see Blobs.
CREATE TABLE blob (
  key           text PRIMARY KEY,
  size          bigint NOT NULL,
  touched_at_ms bigint NOT NULL
);
CREATE INDEX blob_touched ON blob (touched_at_ms);

CREATE TABLE item (
  id            bigint PRIMARY KEY,
  owner_id      bigint NOT NULL,
  -- image or gif.
  kind          text   NOT NULL,
  key           text   NOT NULL REFERENCES blob,
  preview_key   text   NOT NULL REFERENCES blob,
  width         int    NOT NULL,
  height        int    NOT NULL,
  alt           text   NOT NULL,
  blurhash      text   NOT NULL,
  created_at_ms bigint NOT NULL,
  -- One that nothing uses stays until then: a day after its upload, longer when a tweet or profile is about to name
  -- it; 0 once one has.
  kept_until_ms bigint NOT NULL,
  -- How many are about to name it: the event of one must not end what is kept for the next.
  reserved      int    NOT NULL DEFAULT 0
);
CREATE INDEX item_of_owner ON item (owner_id);
CREATE INDEX item_of_key ON item (key);
CREATE INDEX item_of_preview ON item (preview_key);
CREATE INDEX item_kept ON item (kept_until_ms) WHERE kept_until_ms > 0;

-- What uses an item.
CREATE TABLE attachment (
  media_id  bigint NOT NULL REFERENCES item ON DELETE CASCADE,
  -- tweet, avatar or banner.
  holder    text   NOT NULL,
  -- The tweet's or the account's id.
  holder_id bigint NOT NULL,
  PRIMARY KEY (media_id, holder, holder_id)
);
CREATE INDEX attachment_of_holder ON attachment (holder_id, holder);

-- Events taken in, so that a redelivery has no effect (Inbox).
CREATE TABLE inbox (
  consumer       text   NOT NULL,
  event_id       bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received ON inbox (received_at_ms);
