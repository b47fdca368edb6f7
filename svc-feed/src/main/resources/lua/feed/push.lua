-- Pushes entries of one author to the timelines that exist, each at its place, once. See RATIONALE.md for the form of a timeline.
-- KEYS[1] the author's unfollowers, KEYS[2..] timelines; ARGV: cap, slack, entries, oldest first. Returns how many were put in.
-- Ids are compared as two halves: a Lua number is exact to 2^53 only, and strings compare by the server's locale.
local call, ints = redis.call, struct.unpack
local cap = tonumber(ARGV[1])
local max = cap + tonumber(ARGV[2])
local WALK = 8
-- The entries, and the halves of their ids.
local entries, his, los = {}, {}, {}
for i = 3, #ARGV do
  local n = i - 2
  entries[n] = ARGV[i]
  his[n], los[n] = ints('>I4I4', ARGV[i])
end

-- -1: the entry at hand is older than the n-th new one, 0: it is the same, 1: newer.
local function order(at, n)
  local h, l = ints('>I4I4', at)
  if h ~= his[n] then
    return h < his[n] and -1 or 1
  end
  return l == los[n] and 0 or (l < los[n] and -1 or 1)
end

-- The first entry below the head that is not newer; nil when all are: then the entry is older than a cut list's end.
local function place(key, n)
  for depth = 1, WALK do
    local at = call('LINDEX', key, depth)
    if not at or order(at, n) < 1 then
      return at
    end
  end
  local rest = call('LRANGE', key, WALK + 1, -1)
  local low, high = 1, #rest + 1
  while low < high do
    local mid = math.floor((low + high) / 2)
    if order(rest[mid], n) < 1 then
      high = mid
    else
      low = mid + 1
    end
  end
  return rest[low]
end

-- Late arrivals are rare and shallow. The end marker's id is 0, so it is older than anything.
local function insert(key, n)
  local at = place(key, n)
  if at and order(at, n) < 0 then
    return call('LINSERT', key, 'BEFORE', at, entries[n])
  end
  return nil
end

-- The new length and how many were put in; no length where none was.
local function put(key, head)
  if order(head, 1) < 0 then
    return call('LPUSH', key, unpack(entries)), #entries
  end
  local length
  local count = 0
  for n = 1, #entries do
    local longer
    local o = order(head, n)
    if o < 0 then
      longer = call('LPUSH', key, entries[n])
      head = entries[n]
    elseif o > 0 then
      longer = insert(key, n)
    end
    if longer then
      length = longer
      count = count + 1
    end
  end
  return length, count
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
    local length, count = put(key, head)
    pushed = pushed + count
    if length and length > max then
      trim(key)
    end
  end
end
return pushed
