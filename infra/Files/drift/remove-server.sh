# Takes a file out of an upstream that the program did not put there. path: the file.

rm -f -- "$path"
nginx -t -q
reload
echo "removed: $path"
