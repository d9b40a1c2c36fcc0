# One app server's place in the two upstreams.

stage_server "$taking"
check_staged
