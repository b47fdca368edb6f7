-- Generic cell rate algorithm (ITU-T I.371) over the buckets of one request, all or none. A key holds one number, the
-- theoretical arrival time: when the bucket will be full again, in ms since 2026 (so that a double has a millionth of one to
-- spare). Redis's own clock, so that everybody agrees. A key lives until its bucket is full.
-- KEYS the buckets; ARGV for each: capacity, period in ms, cost, lease wished for.
-- Returns for each: allowed (0 or 1), remaining, ms until full, ms until it would be allowed, leased.
local time = redis.call('TIME')
local now = (time[1] - 1767225600) * 1000 + time[2] / 1000
local known = redis.call('MGET', unpack(KEYS))
local buckets = {}
local all = true
for i = 1, #KEYS do
  local capacity = tonumber(ARGV[4 * i - 3])
  local period = tonumber(ARGV[4 * i - 2])
  local emission = period / capacity
  local tat = tonumber(known[i] or now)
  if tat < now then
    tat = now
  end
  -- The period has become shorter, or the clock was put back: emptier than empty a bucket can't be.
  if tat > now + period then
    tat = now + period
  end
  local after = tat + emission * ARGV[4 * i - 1]
  local allowed = after - now <= period + 0.0001
  buckets[i] = {capacity = capacity, period = period, emission = emission, tat = tat, after = after, allowed = allowed}
  all = all and allowed
end
local answer = {}
for i, bucket in ipairs(buckets) do
  local tat = bucket.tat
  local leased = 0
  if all then
    tat = bucket.after
    -- Half of the bucket has to stay.
    leased = math.floor(math.min(tonumber(ARGV[4 * i]), (bucket.period / 2 - (tat - now)) / bucket.emission))
    if leased > 0 then
      tat = tat + leased * bucket.emission
    else
      leased = 0
    end
    redis.call('SET', KEYS[i], string.format('%.6f', tat), 'PX', math.max(1, math.ceil(tat - now)))
  end
  local used = tat - now
  answer[5 * i - 4] = bucket.allowed and 1 or 0
  answer[5 * i - 3] = math.max(0, math.floor((bucket.period - used) / bucket.emission + 0.001))
  answer[5 * i - 2] = math.ceil(used)
  answer[5 * i - 1] = bucket.allowed and 0 or math.ceil(bucket.after - now - bucket.period)
  answer[5 * i] = leased
end
return answer
