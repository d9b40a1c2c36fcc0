# A MongoDB URI, read as a driver reads it.

# Prints the parts of the URI in the file $1 that are not secret: replica set, database, and the hosts.
uri_parts() {
  # shellcheck disable=SC2016 # perl's variables
  perl -ne '
    m{^mongodb(\+srv)?://(?:.*@)?([^/?]*)(?:/([^?]*))?(?:\?(.*))?$} or next;
    my ($srv, $hosts, $database, $options) = ($1, $2, $3 // "", $4 // "");
    my ($set) = $options =~ /(?:^|&)replicaSet=([^&]*)/i;
    print join("\n", $set // "-", $database eq "" ? "-" : $database,
      map { $srv || /:\d+$/ ? lc : lc . ":27017" } split /,/, $hosts), "\n";
    last;
  ' "$1"
}
