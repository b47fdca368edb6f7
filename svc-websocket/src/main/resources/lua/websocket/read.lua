-- Reads a channel's Stream after a cursor, and says whether that is all that was published since.
-- KEYS: the Stream, the epoch. ARGV: an epoch to begin if there is none, the cursor's epoch, its id
-- (empty: only where the Stream ends now), how many entries to read, how many the Stream keeps at
-- least, how long it is kept after its last one in ms, a time in ms before which not everything was
-- published.
-- Answers: whether there is a gap, the epoch, the Stream's end, entries as id and event in turn.
local epoch = redis.call('GET', KEYS[2])
if not epoch then
  epoch = ARGV[1]
  redis.call('SET', KEYS[2], epoch)
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(seq)
end

local function before(a, b)
  local ams, aseq = parts(a)
  local bms, bseq = parts(b)
  return ams < bms or (ams == bms and aseq < bseq)
end

local stop = string.format('%.0f-0', now - 1)
local first = false
local length = 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then
      stop = info[i + 1]
    elseif info[i] == 'length' then
      length = info[i + 1]
    elseif info[i] == 'first-entry' and info[i + 1] then
      first = info[i + 1][1]
    end
  end
end

local since = ARGV[3]
if since == '' then
  return {0, epoch, stop}
end
if ARGV[2] ~= epoch or parts(since) < tonumber(ARGV[7]) then
  return {1, epoch, stop}
end
local fresh = parts(since) >= now - tonumber(ARGV[6])
if first then
  -- A cursor after the end: what it came from is lost.
  local whole = not before(since, first) or (fresh and length < tonumber(ARGV[5]))
  if not whole or before(stop, since) then
    return {1, epoch, stop}
  end
elseif not fresh then
  return {1, epoch, stop}
end
local answer = {0, epoch, stop}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. since, '+', 'COUNT', ARGV[4])) do
  answer[#answer + 1] = entry[1]
  answer[#answer + 1] = entry[2][2]
end
return answer
