-- Keeps an event in the Stream of every channel (KEYS) and publishes it there with its id in front.
-- ARGV: the event, how many to keep, for how many ms.
for _, channel in ipairs(KEYS) do
  local id = redis.call('XADD', channel, 'MAXLEN', '~', ARGV[2], '*', 'e', ARGV[1])
  redis.call('PEXPIRE', channel, ARGV[3])
  redis.call('PUBLISH', channel, id .. '\n' .. ARGV[1])
end
return #KEYS
