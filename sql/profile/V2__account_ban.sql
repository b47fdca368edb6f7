-- Accounts that a ban hides, by the latest word of svc-auth. A row stays after the ban, with the version that lifted it, so
-- that an older word that comes late changes nothing. Bans are rare: whoever is asked for is looked up here at reading.
CREATE TABLE account_ban (
  user_id bigint  PRIMARY KEY,
  version bigint  NOT NULL,
  banned  boolean NOT NULL
);
