CREATE TABLE thing (id bigint PRIMARY KEY, text text NOT NULL);

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
);

CREATE TABLE inbox (
  consumer       text   NOT NULL,
  event_id       bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (consumer, event_id)
);

CREATE TABLE idempotency_key (
  owner_id      bigint NOT NULL,
  key           text   NOT NULL,
  request_hash  bytea  NOT NULL,
  created_id    bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (owner_id, key)
);
