-- Keeps the newest of what is offered: sets each key unless it holds the same or a later version.
-- KEYS the keys; ARGV: for each key its life in ms, its version (digits) and its payload.
-- A value is "<version>:<payload>". Returns how many keys were set.
local set = 0
for i, key in ipairs(KEYS) do
  local at = 3 * i - 2
  local version = ARGV[at + 1]
  local known = redis.call('GET', key)
  local held = known and tonumber(string.match(known, '^(%d+):'))
  if not held or held < tonumber(version) then
    redis.call('SET', key, version .. ':' .. ARGV[at + 2], 'PX', ARGV[at])
    set = set + 1
  end
end
return set
