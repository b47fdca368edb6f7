-- KEYS: who is online until when, who has been online since when, where those are announced who were
-- not, or no longer. ARGV: how long each counts from
-- now on in ms, the users. Answers, a user each, since when that user has been online without a
-- break, by Redis's clock as the cursors of Streams are.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local since = {}
for i = 2, #ARGV do
  local ends = redis.call('ZSCORE', KEYS[1], ARGV[i])
  local began = redis.call('ZSCORE', KEYS[2], ARGV[i])
  if not ends or not began or tonumber(ends) < now then
    began = now
    redis.call('ZADD', KEYS[2], began, ARGV[i])
    redis.call('PUBLISH', KEYS[3], ARGV[i])
  end
  redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i])
  since[i - 1] = tonumber(began)
end
return since
