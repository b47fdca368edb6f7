-- Generic cell rate algorithm (ITU-T I.371): one number a key, the theoretical arrival time of the next request.
-- KEYS[1] the bucket; ARGV: capacity, period in ms. Redis's own clock, so that all gateways agree.
-- Returns: allowed (0 or 1), remaining, ms until the bucket is full again, ms until the next request is allowed.
local capacity = tonumber(ARGV[1])
local period = tonumber(ARGV[2])
local emission = period / capacity
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local tat = tonumber(redis.call('GET', KEYS[1]) or now)
if tat < now then
  tat = now
end
local after = tat + emission
if after - now > period + 0.001 then
  return {0, 0, math.ceil(tat - now), math.ceil(after - now - period)}
end
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
return {1, math.floor((period - (after - now)) / emission + 0.001), math.ceil(after - now), 0}
