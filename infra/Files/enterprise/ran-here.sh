# Images that ran on this VM, one a line, the latest first; of each the last two.

ran_here=/var/lib/enginsight/images

# Puts the images of standard input in front.
remember() {
  mkdir -p "${ran_here%/*}"
  { cat; cat "$ran_here" 2>/dev/null || true; } |
    awk '!seen[$0]++ { name = $0; sub(/:[^:]*$/, "", name); if (++count[name] <= 2) print }' >"$ran_here.new"
  mv -f "$ran_here.new" "$ran_here"
}
