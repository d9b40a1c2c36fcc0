# The files that hold secrets, readable by root alone.
source remote/files.sh

install_staged
