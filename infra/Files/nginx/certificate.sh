# Certificate and key, together or not at all.

unbundle
try_staged
install_staged
if [ -n "$changed" ]; then reload; fi
