-- GETs out of a file of lines "path token", in an order of each thread's own:
--   wrk -t2 -c32 -d10s -s bench/wrk/reads.lua http://127.0.0.1:8080 -- reads.txt
-- At the end one line for programs: latencies and time in microseconds.

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

function init(args)
  requests = {}
  for line in io.lines(args[1]) do
    local path, token = line:match("^(%S+) (%S+)$")
    if path then
      requests[#requests + 1] = wrk.format("GET", path, { ["Authorization"] = "Bearer " .. token })
    end
  end
  if #requests == 0 then
    error(args[1] .. " has no line 'path token'")
  end
  math.randomseed(number)
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT requests=%d micros=%d p50=%d p99=%d errors=%d\n", summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99),
    e.status + e.connect + e.read + e.write + e.timeout))
end
