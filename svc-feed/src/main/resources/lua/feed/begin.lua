-- Begins to build a timeline: from now on pushes are kept in it, under a marker that carries the builder's token.
-- KEYS: timeline, lease; ARGV: token as 8 bytes (not 0), lease in ms, life of an unfinished timeline in s.
-- Returns 1 (build it), 0 (somebody else does), 2 (it is there).
local call, ints = redis.call, struct.unpack
local tail = call('LINDEX', KEYS[1], -1)
if tail then
  local h, l, a, b = ints('>I4I4I4I4', tail)
  if h ~= 0 or l ~= 0 or (a == 0 and b == 0) then
    return 2
  end
end
local holder = call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then
  return 0
end
call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
-- What a builder that died had gathered is in the database since.
call('DEL', KEYS[1])
call('RPUSH', KEYS[1], string.rep('\0', 8) .. ARGV[1])
call('EXPIRE', KEYS[1], ARGV[3])
return 1
