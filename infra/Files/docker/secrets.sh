# The files that hold secrets, readable by root alone.

unbundle
install_staged
