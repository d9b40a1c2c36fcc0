# The services beside nginx, and what it needs beside its configuration.
source remote/report.sh

check_staged
for unit in enginsight-watch enginsight-certificate; do
  check_unit "$unit" enabled
  check_unit "$unit" active
done
