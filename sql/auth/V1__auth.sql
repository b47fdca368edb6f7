-- Accounts. A deleted one stays, so that its handle and address are never given to another.
CREATE TABLE users (
  id              bigint  PRIMARY KEY,
  handle          text    NOT NULL,
  handle_lower    text    NOT NULL CONSTRAINT users_handle_unique UNIQUE,
  email           text    NOT NULL,
  email_lower     text    NOT NULL CONSTRAINT users_email_unique UNIQUE,
  email_verified  boolean NOT NULL DEFAULT false,
  name            text    NOT NULL,
  -- bcrypt; empty once the account is deleted.
  password_hash   text    NOT NULL,
  role            text    NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
  created_at_ms   bigint  NOT NULL,
  banned_at_ms    bigint,
  -- NULL with a ban: it has no end.
  banned_until_ms bigint,
  deleted_at_ms   bigint
);

-- A session is a log in and the family of refresh tokens that came of it.
CREATE TABLE sessions (
  id              bigint PRIMARY KEY,
  user_id         bigint NOT NULL REFERENCES users,
  user_agent      text   NOT NULL,
  address         text   NOT NULL,
  created_at_ms   bigint NOT NULL,
  last_used_at_ms bigint NOT NULL,
  -- The earlier of the idle and the absolute end; every refresh moves it.
  expires_at_ms   bigint NOT NULL,
  -- The truth about revocation; Redis only repeats it.
  revoked_at_ms   bigint
);
CREATE INDEX sessions_user ON sessions (user_id, id DESC);
CREATE INDEX sessions_expiry ON sessions (expires_at_ms);
CREATE INDEX sessions_revoked ON sessions (revoked_at_ms) WHERE revoked_at_ms IS NOT NULL;

-- Every refresh token handed out, as SHA-256 of its 256 random bits. Used ones stay, so that a second use is seen.
CREATE TABLE refresh_tokens (
  hash          bytea  PRIMARY KEY,
  session_id    bigint NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expires_at_ms bigint NOT NULL,
  used_at_ms    bigint
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at_ms);

-- The successor of a token just used, sealed, for a client that lost the answer. Of use for ten seconds.
CREATE TABLE refresh_successors (
  hash          bytea  PRIMARY KEY REFERENCES refresh_tokens ON DELETE CASCADE,
  sealed_token  bytea  NOT NULL,
  created_at_ms bigint NOT NULL
);
CREATE INDEX refresh_successors_created ON refresh_successors (created_at_ms);

-- ES256 keys of access tokens. Times are set ahead, so that all processes change keys at the same moment.
CREATE TABLE signing_keys (
  kid            text   PRIMARY KEY,
  -- P-256 coordinates, base64url.
  x              text   NOT NULL,
  y              text   NOT NULL,
  -- PKCS #8, base64, sealed under the service secret.
  sealed_private bytea  NOT NULL,
  -- Published at once, signs from then on.
  signs_from_ms  bigint NOT NULL,
  -- Refused from then on; NULL until its successor is known.
  not_after_ms   bigint
);

-- Tokens in mails, as SHA-256; using one removes it. A row without a user is the answer to a request for an address
-- that has no account: the same work, so that the time tells nothing.
CREATE TABLE one_time_tokens (
  hash          bytea  PRIMARY KEY,
  user_id       bigint REFERENCES users,
  purpose       text   NOT NULL CHECK (purpose IN ('VERIFY_EMAIL', 'PASSWORD_RESET')),
  expires_at_ms bigint NOT NULL
);
CREATE INDEX one_time_tokens_user ON one_time_tokens (user_id);
CREATE INDEX one_time_tokens_expiry ON one_time_tokens (expires_at_ms);

-- Shared forms: sql/README.md.
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

CREATE TABLE idempotency_key (
  owner_id      bigint NOT NULL,
  key           text   NOT NULL,
  request_hash  bytea  NOT NULL,
  created_id    bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at_ms);
