-- Merges entries into a timeline: the end of a rebuild, or the back-fill after a follow.
-- KEYS: timeline, lease; ARGV: entries (16 bytes each, newest first, one string), '1' if there are no older ones,
-- cap, the builder's token as 8 bytes ('' = back-fill), life in s.
-- Without the '1' the entries are at least cap many, so that what is missing below them is cut off here.
-- Returns 1 (merged), 0 (there is nothing to merge into: no timeline, or no longer this builder's).
local call, ints = redis.call, struct.unpack
local key, new, all, cap, token = KEYS[1], ARGV[1], ARGV[2] == '1', tonumber(ARGV[3]), ARGV[4]
local list = call('LRANGE', key, 0, -1)
local n = #list
if n == 0 then
  return 0
end
local tail = list[n]
local h, l, a, b = ints('>I4I4I4I4', tail)
local marked = h == 0 and l == 0
local building = marked and (a ~= 0 or b ~= 0)
if token ~= '' and not (building and string.sub(tail, 9) == token) then
  return 0
end
if marked then
  n = n - 1
end

local merged, count = {}, 0
local i, j, size = 1, 1, #new
while i <= n or (j <= size and marked) do
  local take
  if i > n then
    take = false
  elseif j > size then
    take = true
  else
    local ih, il = ints('>I4I4', list[i])
    local jh, jl = ints('>I4I4', new, j)
    if ih == jh and il == jl then
      j = j + 16
      take = true
    else
      take = ih > jh or (ih == jh and il > jl)
    end
  end
  count = count + 1
  if take then
    merged[count] = list[i]
    i = i + 1
  else
    merged[count] = string.sub(new, j, j + 15)
    j = j + 16
  end
end

local complete = marked and all and count <= cap
count = math.min(count, cap)
if building and token == '' then
  count = count + 1
  merged[count] = tail
elseif complete then
  count = count + 1
  merged[count] = string.rep('\0', 16)
end
local life = call('PTTL', key)
call('DEL', key)
for from = 1, count, 500 do
  call('RPUSH', key, unpack(merged, from, math.min(from + 499, count)))
end
if token == '' then
  if life > 0 then
    call('PEXPIRE', key, life)
  end
else
  call('EXPIRE', key, ARGV[5])
  if call('GET', KEYS[2]) == token then
    call('DEL', KEYS[2])
  end
end
return 1
