# The files of a bundle.

unbundle
check_staged
