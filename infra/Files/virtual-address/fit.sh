# The staged files as they suit this VM.
source virtual-address/interface.sh
: "${files:?}"

# Each that names the interface.
fit_staged() { grep -rlZ DEVICE "$files" | xargs -0 sed -i "s/DEVICE/$device/g"; }
