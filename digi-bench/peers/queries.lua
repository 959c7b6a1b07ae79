-- For wrk: posts the queries of DIGI_BENCH_BODIES, a body on each line, in turn. Every thread starts
-- at another one.
local bodies = {}
local threads = 0

local file = assert(os.getenv("DIGI_BENCH_BODIES"), "DIGI_BENCH_BODIES is not set")
for line in io.lines(file) do
    bodies[#bodies + 1] = line
end

function setup(thread)
    thread:set("first", threads * 7919)
    threads = threads + 1
end

function init()
    local headers = { ["Content-Type"] = "application/json" }
    for i, body in ipairs(bodies) do
        bodies[i] = wrk.format("POST", nil, headers, body)
    end
    next_query = first
end

function request()
    next_query = next_query + 1
    return bodies[next_query % #bodies + 1]
end
