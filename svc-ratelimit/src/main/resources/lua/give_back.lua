-- Puts back into buckets of take.lua what was not used, never more than they hold.
-- KEYS the buckets; ARGV for each: capacity, period in ms, cost.
local time = redis.call('TIME')
local now = (time[1] - 1767225600) * 1000 + time[2] / 1000
for i = 1, #KEYS do
  local tat = tonumber(redis.call('GET', KEYS[i]))
  if tat then
    tat = tat - ARGV[3 * i - 1] / ARGV[3 * i - 2] * ARGV[3 * i]
    if tat > now then
      redis.call('SET', KEYS[i], string.format('%.6f', tat), 'PX', math.max(1, math.ceil(tat - now)))
    else
      redis.call('DEL', KEYS[i])
    end
  end
end
return 0
