-- Takes one request back out of a bucket of rate_limit.lua. KEYS[1] the bucket; ARGV: period / capacity in ms.
local tat = tonumber(redis.call('GET', KEYS[1]))
if tat then
  local time = redis.call('TIME')
  local left = tat - tonumber(ARGV[1]) - (time[1] * 1000 + math.floor(time[2] / 1000))
  if left > 0 then
    redis.call('SET', KEYS[1], string.format('%.3f', tat - tonumber(ARGV[1])), 'PX', math.ceil(left))
  else
    redis.call('DEL', KEYS[1])
  end
end
return 0
