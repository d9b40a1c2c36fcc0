# The end of the containers' logs, for an error message. What a service says when it cannot connect often names the URI
# that it was given, so every secret of this VM is blotted out; and a provider that passes output on takes neither lines
# over 64 KiB nor what is not UTF-8. $1: lines of each container.

log_end() {
  compose logs --no-color --tail "$1" 2>&1 | tail -n 30 | without_secrets | cut -c 1-400 | iconv -c -f UTF-8 -t UTF-8
}

# shellcheck disable=SC2016 # perl's variables
without_secrets() {
  perl -pe '
    BEGIN {
      for my $file (glob "conf/DEFAULT_*.conf") {
        next unless $file =~ /JWT_SECRET|_URI|EMAIL_PASS|DEFAULT_SERVICE_/;
        open my $in, "<", $file or next;
        my $text = do { local $/; <$in> } // "";
        $text =~ s/\n\z//;
        my @parts = ($text, $text =~ m{://[^/?]*?:([^/?]*)@} ? $1 : ());
        s/%([0-9A-Fa-f]{2})/chr hex $1/ge for my @decoded = @parts;
        s/(["\\])/\\$1/g for my @escaped = (@parts, @decoded);
        push @secrets, @parts, @decoded, @escaped;
      }
      my $any = join "|", map quotemeta, sort { length $b <=> length $a } grep { length >= 3 } @secrets;
      $pattern = length $any ? qr/$any/ : qr/(?!)/;
    }
    s/$pattern/[secret]/g;
  '
}
