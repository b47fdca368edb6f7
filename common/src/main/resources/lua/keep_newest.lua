-- Keeps the newest of what is offered: sets each key unless it holds the same or a later version.
-- KEYS the keys; ARGV: life in ms, then for each key its version (digits) and its payload.
-- A value is "<version>:<payload>". Returns how many keys were set.
local set = 0
for i, key in ipairs(KEYS) do
  local version = ARGV[2 * i]
  local known = redis.call('GET', key)
  local held = known and tonumber(string.match(known, '^(%d+):'))
  if not held or held < tonumber(version) then
    redis.call('SET', key, version .. ':' .. ARGV[2 * i + 1], 'PX', ARGV[1])
    set = set + 1
  end
end
return set
