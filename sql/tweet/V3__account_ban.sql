-- Accounts that a ban hides, by the latest word of svc-auth. A row stays after the ban, with the version that lifted it, so
-- that an older word that comes late changes nothing. Bans are rare: each process keeps them in memory and looks again every second.
CREATE TABLE account_ban (
  user_id bigint  PRIMARY KEY,
  version bigint  NOT NULL,
  banned  boolean NOT NULL
);
CREATE INDEX account_ban_now ON account_ban (user_id) WHERE banned;
