-- Takes an author out of a timeline and keeps pushes that knew the follower before from bringing him back.
-- KEYS: timeline, the author's unfollowers; ARGV: author id as 8 bytes, how long to remember in s.
local call, ints = redis.call, struct.unpack
local key, author, life = KEYS[1], ARGV[1], tonumber(ARGV[2])
local now = tonumber(call('TIME')[1])
call('ZADD', KEYS[2], now, key)
call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - life)
call('EXPIRE', KEYS[2], life)

local list = call('LRANGE', key, 0, -1)
local n = #list
if n == 0 then
  return 0
end
local h, l, a, b = ints('>I4I4I4I4', list[n])
if h == 0 and l == 0 and (a ~= 0 or b ~= 0) then
  -- The builder may have read the follow before: it finds its timeline gone and begins again.
  call('DEL', key)
  return 0
end
local kept, count = {}, 0
for i = 1, n do
  if string.sub(list[i], 9) ~= author then
    count = count + 1
    kept[count] = list[i]
  end
end
if count == n then
  return 0
end
local left = call('PTTL', key)
call('DEL', key)
for from = 1, count, 500 do
  call('RPUSH', key, unpack(kept, from, math.min(from + 499, count)))
end
if count > 0 and left > 0 then
  call('PEXPIRE', key, left)
end
return n - count
