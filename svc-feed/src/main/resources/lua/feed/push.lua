-- Pushes one entry to the timelines that exist, each at its place, once. See RATIONALE.md for the form of a timeline.
-- KEYS[1] the author's unfollowers, KEYS[2..] timelines; ARGV: entry, cap, slack. Returns how many took the entry.
-- Ids are compared as two halves: a Lua number is exact to 2^53 only, and strings compare by the server's locale.
local call, ints = redis.call, struct.unpack
local entry = ARGV[1]
local cap = tonumber(ARGV[2])
local max = cap + tonumber(ARGV[3])
local hi, lo = ints('>I4I4', entry)
local WALK = 8

-- -1: the entry at hand is older than the new one, 0: it is the same, 1: newer.
local function order(at)
  local h, l = ints('>I4I4', at)
  if h ~= hi then
    return h < hi and -1 or 1
  end
  return l == lo and 0 or (l < lo and -1 or 1)
end

-- The first entry below the head that is not newer; nil when all are: then the entry is older than a cut list's end.
local function place(key)
  for depth = 1, WALK do
    local at = call('LINDEX', key, depth)
    if not at or order(at) < 1 then
      return at
    end
  end
  local rest = call('LRANGE', key, WALK + 1, -1)
  local low, high = 1, #rest + 1
  while low < high do
    local mid = math.floor((low + high) / 2)
    if order(rest[mid]) < 1 then
      high = mid
    else
      low = mid + 1
    end
  end
  return rest[low]
end

-- Late arrivals are rare and shallow. The end marker's id is 0, so it is older than anything.
local function insert(key)
  local at = place(key)
  if at and order(at) < 0 then
    return call('LINSERT', key, 'BEFORE', at, entry)
  end
  return nil
end

-- Drops the oldest and with them a marker of completeness; a timeline being built keeps its marker.
local function trim(key)
  local tail = call('LINDEX', key, -1)
  call('LTRIM', key, 0, cap - 1)
  local h, l, a, b = ints('>I4I4I4I4', tail)
  if h == 0 and l == 0 and (a ~= 0 or b ~= 0) then
    call('RPUSH', key, tail)
  end
end

local left = call('EXISTS', KEYS[1]) == 1
local pushed = 0
for i = 2, #KEYS do
  local key = KEYS[i]
  local head = call('LINDEX', key, 0)
  if head and not (left and call('ZSCORE', KEYS[1], key)) then
    local length
    local o = order(head)
    if o < 0 then
      length = call('LPUSH', key, entry)
    elseif o > 0 then
      length = insert(key)
    end
    if length then
      pushed = pushed + 1
      if length > max then
        trim(key)
      end
    end
  end
end
return pushed
