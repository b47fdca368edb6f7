-- Accounts that are gone, for as long as their access tokens could still be shown and a day longer: what such a token
-- posts after the account's tweets were removed would stay for ever.
CREATE TABLE gone_author (
  user_id    bigint PRIMARY KEY,
  gone_at_ms bigint NOT NULL
);
