# The service that asks the app servers how they are, and what nginx needs beside its configuration.
source remote/report.sh

check_staged
check_unit enginsight-watch enabled
check_unit enginsight-watch active
