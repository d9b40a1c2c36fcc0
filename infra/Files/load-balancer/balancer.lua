-- Chooses the app server of every request, so that taking a server out, putting it in, adding and removing one, and the
-- watch's verdicts all come without a reload: a reload closes kept connections, and with them requests on their way.
--
-- Two files say what is: `servers` (ADDRESS in|out, written by the app servers' steps) and `unhealthy` (ADDRESS PORT,
-- written by enginsight-watch). After a change of either, a request to this module's socket raises the generation, and
-- each worker reads both files again before it chooses the next time.

local peer = require "ngx.balancer"

local SERVERS = "{{SERVERS}}"
local UNHEALTHY = "{{UNHEALTHY}}"
local MOST_TRIES = 3
local CUT_KEPT_SECONDS = 3600
local NO_LIVE_UPSTREAMS = -3 -- nginx' own word for it: the client gets 502

local shared = ngx.shared.enginsight
local pid = ngx.worker.pid()
local read_generation = nil -- the generation whose files this worker has read
local servers = {}          -- by address: in or out
local addresses = {}        -- all of them, in every worker in the same order
local counters = {}         -- by address: name of this worker's count of requests under way
local choices = {}          -- by port: groups of addresses, the best first

local function lines_of(path)
  local file = io.open(path)
  if not file then return function() end end
  local text = file:read("*a")
  file:close()
  return text:gmatch("(%S+) (%S+)\n")
end

local function read_files()
  servers, addresses, counters, choices = {}, {}, {}, {}
  for address, state in lines_of(SERVERS) do
    servers[address] = state
    addresses[#addresses + 1] = address
    counters[address] = "running " .. address .. " " .. pid
  end
  local unhealthy = {}
  for address, port in lines_of(UNHEALTHY) do unhealthy[address .. " " .. port] = true end

  -- Requests go to somebody in any case: a server that is said to be unhealthy may be better than its verdict, and one
  -- that is out is better than none.
  setmetatable(choices, { __index = function(all, port)
    local well, sick, out = {}, {}, {}
    for _, address in ipairs(addresses) do
      local group = servers[address] ~= "in" and out or unhealthy[address .. " " .. port] and sick or well
      group[#group + 1] = address
    end
    all[port] = { well, sick, out, count = #well + #sick + #out }
    return all[port]
  end })
end

-- The generation is looked at before and after a request is counted: whoever raises it, and then sees no request on a
-- server, can be sure that none will come.
local function generation()
  local now = shared:get("generation") or 0
  if now ~= read_generation then
    read_files()
    read_generation = now
  end
  return now
end

-- Verdicts may have changed since the try before, so that what counts is who was tried.
local function choose(port, start, tried)
  for _, group in ipairs(choices[port]) do
    for i = start, start + #group - 1 do
      local address = group[i % #group + 1]
      if not (tried and tried[address]) then return address end
    end
  end
end

local function release(ctx)
  if ctx.counter then shared:incr(ctx.counter, -1) end
  ctx.counter = nil
end

local function count(ctx, port)
  local before, address
  repeat
    before = generation()
    release(ctx)
    address = choose(port, ctx.start, ctx.tried)
    if not address then return end
    ctx.address, ctx.counter = address, counters[address]
    shared:incr(ctx.counter, 1, 0)
  until generation() == before
  return address
end

local balancer = {}

-- For balancer_by_lua: sends the request, or its next try, to a server's port.
function balancer.balance(port)
  local ctx = ngx.ctx
  if ctx.start then
    ctx.tried = ctx.tried or {}
    ctx.tried[ctx.address] = true
  else
    ctx.start = shared:incr("turn", 1, 0)
    generation()
    peer.set_more_tries(math.max(math.min(choices[port].count, MOST_TRIES) - 1, 0))
  end
  local address = count(ctx, port)
  if not address then return ngx.exit(NO_LIVE_UPSTREAMS) end
  assert(peer.set_current_peer(address:find(":") and "[" .. address .. "]" or address, port))
end

-- The same for a WebSocket, which is open for hours and which no drain waits for.
function balancer.balance_websocket(port)
  balancer.balance(port)
  release(ngx.ctx)
end

-- For log_by_lua: the request has ended. Failed on a server that is out, it was cut by an update.
function balancer.finish()
  local ctx = ngx.ctx
  if not ctx.counter then return end
  release(ctx)
  generation()
  local address = ctx.address
  if servers[address] == "out" and (ngx.status >= 502 or ngx.var.request_completion ~= "OK") then
    local number = shared:incr("cuts", 1, 0)
    shared:set("cut " .. number, address .. " " .. ngx.req.get_method() .. " " .. ngx.var.uri, CUT_KEPT_SECONDS)
  end
end

local function is_alive(process)
  local file = io.open("/proc/" .. process .. "/stat")
  if file then file:close() end
  return file ~= nil
end

-- Requests under way by server; workers of before a reload count, those that were killed do not.
local function running_by_address()
  local sums, cuts = {}, {}
  for _, key in ipairs(shared:get_keys(0)) do
    local address, process = key:match("^running (%S+) (%d+)$")
    if address and is_alive(process) then
      sums[address] = (sums[address] or 0) + shared:get(key)
    elseif address then
      shared:delete(key)
    elseif key:find("^cut ") then
      cuts[#cuts + 1] = key
    end
  end
  return sums, cuts
end

-- For the socket that only this VM reaches: the files are read again, and what is known now is told, a line for each
-- server (server ADDRESS STATE RUNNING) and each request that was cut (cut ADDRESS METHOD PATH). With DELETE, the latter
-- have been told.
function balancer.answer()
  shared:incr("generation", 1, 0)
  generation()
  local sums, cuts = running_by_address()
  local have_been_told = ngx.req.get_method() == "DELETE"
  for _, address in ipairs(addresses) do
    ngx.say("server ", address, " ", servers[address], " ", sums[address] or 0)
  end
  for _, key in ipairs(cuts) do
    local cut = shared:get(key)
    if cut then ngx.say("cut ", cut) end
    if have_been_told then shared:delete(key) end
  end
end

return balancer
