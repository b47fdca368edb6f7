-- The two roles and the schema of one service. Run it as a superuser, connected to the database of the services, once a
-- service; running it again changes nothing but the passwords. The launcher, the tests and the containers all use it.
--
-- Input, as settings of the session:
--   twite.service         the service's name and its schema's: 'tweet'; only that of 'like' is 'likes', for LIKE is reserved
--   twite.owner_password  password of twite_tweet_owner, who owns the schema and runs the migrations
--   twite.app_password    password of twite_tweet, who serves requests
-- With psql: psql -d twite -c "SET twite.service = 'tweet'" -c "SET ..." -f roles.sql
DO $roles$
DECLARE
  service   text := current_setting('twite.service');
  owner     text := 'twite_' || service || '_owner';
  app       text := 'twite_' || service;
  -- As in DbConfig.
  own       text := CASE service WHEN 'like' THEN 'likes' ELSE service END;
  login     text;
BEGIN
  IF service !~ '^[a-z][a-z0-9_]{0,39}$' OR service LIKE '%\_owner' THEN
    RAISE EXCEPTION 'twite.service is not a service name: %', service;
  END IF;

  FOREACH login IN ARRAY ARRAY[owner, app] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I', login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS', login);
    EXECUTE format('ALTER ROLE %I SET search_path = %I', login, own);
  END LOOP;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', owner, current_setting('twite.owner_password'));
  EXECUTE format('ALTER ROLE %I PASSWORD %L', app, current_setting('twite.app_password'));

  -- A request that takes longer than this has lost its caller; a transaction left open holds locks and stops vacuum.
  EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', app, '5s');
  EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', app, '30s');
  -- A migration that waits for a lock makes every later request wait behind it.
  EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', owner, '10s');

  -- Nobody gets in by being PUBLIC: not into this database, not into the maintenance one, not into a schema.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON DATABASE postgres FROM PUBLIC;
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), owner, app);

  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', own, owner);
  EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', own);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', own, app);

  -- What migrations make later is usable by the service, and by nobody else.
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', owner);
  EXECUTE format(
    'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
    owner, own, app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', owner, own, app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO %I', owner, own, app);
END
$roles$;
