-- Asks for the addresses of a file in turn, each time as another person of a second file; a line `-` is a visitor.
local function lines(name)
  local all = {}
  for line in io.lines(name) do all[#all + 1] = line end
  return all
end

local number = 0
function setup(thread)
  thread:set("start", number)
  number = number + 7919
end

function init(args)
  paths, tokens = lines(args[1]), lines(args[2])
  turn = start
end

function request()
  turn = turn + 1
  local token = tokens[turn % #tokens + 1]
  local headers = { ["Accept-Encoding"] = "gzip" }
  if token ~= "-" then headers["Cookie"] = "minilabs_session=" .. token end
  return wrk.format("GET", paths[turn % #paths + 1], headers)
end
