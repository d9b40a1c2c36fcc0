# Builds the program and the tools so that they run where there is no .NET, and what is typed there: program.sh FOLDER.
set -euo pipefail

# What an earlier attempt left there may be of another version; the build's own files are kept, and spare the building.
rm -rf "$1/program"
for project in infra/Enginsight.Infra.csproj ops/Enginsight.Ops.csproj; do
  # What one of them brings the other brings as well; both stand beside one runtime. Where it was built is no part of
  # the bytes.
  dotnet publish "$project" -c Release -r linux-x64 --self-contained -nologo -v quiet -o "$1/program" \
    -p:PulumiSdk=embedded -p:RunAnalyzers=false -p:ValidateExecutableReferencesMatchSelfContained=false \
    -p:DebugType=none -p:ContinuousIntegrationBuild=true "-p:PathMap=$1.build=/build%2c$PWD=/project" \
    --artifacts-path "$1.build" >&2
done

cat >"$1/up" <<'UP'
#!/bin/sh
exec "$(dirname "$0")/scripts/up" "$@"
UP
chmod 755 "$1/up"
