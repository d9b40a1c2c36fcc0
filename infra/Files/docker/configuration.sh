# The files of /opt/enginsight/enterprise that hold no secret. Running containers do not see them before they are
# replaced.

unbundle
CONFIG_SHA256=- ENVIRONMENT_SHA256=- compose -f "$stage$compose_file" config --quiet
install_staged
