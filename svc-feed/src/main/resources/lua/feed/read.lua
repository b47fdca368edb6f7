-- A page of a timeline in one round trip.
-- KEYS[1] the timeline; ARGV: id before which to read as 8 bytes ('' = from the newest), entries wanted, life in s.
-- Returns nil (there is none), 'B' (being built), or 'C' (complete) or 'T' (cut) and the entries, 16 bytes each.
local call, ints = redis.call, struct.unpack
local key = KEYS[1]
local tail = call('LINDEX', key, -1)
if not tail then
  return false
end
local h, l, a, b = ints('>I4I4I4I4', tail)
local marked = h == 0 and l == 0
if marked and (a ~= 0 or b ~= 0) then
  return 'B'
end

-- A read counts as a visit; once a day is enough, so that reads are not writes.
local life = tonumber(ARGV[3])
if call('TTL', key) < life - 86400 or life <= 86400 then
  call('EXPIRE', key, life)
end

local length = call('LLEN', key)
if marked then
  length = length - 1
end
local from = 0
if ARGV[1] ~= '' then
  local hi, lo = ints('>I4I4', ARGV[1])
  local high = length
  while from < high do
    local mid = math.floor((from + high) / 2)
    local mh, ml = ints('>I4I4', call('LINDEX', key, mid))
    if mh < hi or (mh == hi and ml < lo) then
      high = mid
    else
      from = mid + 1
    end
  end
end
local to = math.min(from + tonumber(ARGV[2]), length)
local state = marked and 'C' or 'T'
if from >= to then
  return state
end
return state .. table.concat(call('LRANGE', key, from, to - 1))
