-- What svc-admin has decided about an account: role and ban are in V1's columns.
ALTER TABLE users
  -- What the account is told of its ban.
  ADD COLUMN ban_reason text NOT NULL DEFAULT '',
  -- Of the decision that is in force here; an older one is passed over.
  ADD COLUMN standing_version bigint NOT NULL DEFAULT 0;

-- For looking accounts up by what a handle or a name begins with.
CREATE INDEX users_handle_prefix ON users (handle_lower text_pattern_ops);
CREATE INDEX users_name_prefix ON users (lower(name) text_pattern_ops);
-- Few have either.
CREATE INDEX users_banned ON users (id) WHERE banned_at_ms IS NOT NULL;
CREATE INDEX users_role ON users (role, id) WHERE role <> 'USER';
