-- Pushes entries of one author to the timelines that exist, each at its place, once. See RATIONALE.md for the form of a timeline.
-- KEYS[1] the author's unfollowers, KEYS[2..] timelines; ARGV: cap, slack, entries, oldest first. Returns how many were put in.
-- Ids are compared as two halves: a Lua number is exact to 2^53 only, and strings compare by the server's locale.
local call, ints = redis.call, struct.unpack
local cap = tonumber(ARGV[1])
local max = cap + tonumber(ARGV[2])
local WINDOW = math.max(1, math.min(32, math.floor(cap / 4)))
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
-- The late are seldom late by more than the window; below it in growing steps, then by halves: reading all would cost more.
local function place(key, window, n)
  for i = 1, #window do
    if order(window[i], n) < 1 then
      return window[i]
    end
  end
  if #window < WINDOW then
    return nil
  end
  local low, high = WINDOW + 1, 2 * WINDOW
  local found = call('LINDEX', key, high)
  while found and order(found, n) > 0 do
    low = high + 1
    high = 2 * high
    found = call('LINDEX', key, high)
  end
  while low < high do
    local mid = math.floor((low + high) / 2)
    local at = call('LINDEX', key, mid)
    if at and order(at, n) > 0 then
      low = mid + 1
    else
      high = mid
      found = at
    end
  end
  return found
end

-- Puts entries 1 to last in below the head, the newest first: so what is in the window stays what the next comes before.
-- The end marker's id is 0, so it is older than anything. Returns the new length and how many were put in.
local function insert(key, head, last)
  if last == 1 and order(head, 1) == 0 then
    return nil, 0
  end
  local window = call('LRANGE', key, 1, WINDOW)
  local length
  local count = 0
  for n = last, 1, -1 do
    local at = order(head, n) > 0 and place(key, window, n)
    if at and order(at, n) < 0 then
      length = call('LINSERT', key, 'BEFORE', at, entries[n])
      count = count + 1
    end
  end
  return length, count
end

-- The new length and how many were put in; no length where none was.
local function put(key, head)
  local late = #entries
  while late > 0 and order(head, late) < 0 do
    late = late - 1
  end
  local length
  local count = 0
  if late > 0 then
    length, count = insert(key, head, late)
  end
  if late < #entries then
    length = call('LPUSH', key, unpack(entries, late + 1))
    count = count + #entries - late
  end
  return length, count
end

-- Drops the oldest and with them a marker of completeness. A timeline being built goes whole, and its builder begins again:
-- what he has read would be taken for all that is missing.
local function trim(key)
  local h, l, a, b = ints('>I4I4I4I4', call('LINDEX', key, -1))
  if h == 0 and l == 0 and (a ~= 0 or b ~= 0) then
    call('DEL', key)
  else
    call('LTRIM', key, 0, cap - 1)
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
