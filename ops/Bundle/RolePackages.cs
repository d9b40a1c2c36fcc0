using System.Collections.Immutable;

namespace Enginsight.Ops.Bundle;

/// <summary>
/// The Debian packages that each role's step installs, by the folder of its scripts in infra/Files. A ? marks those
/// that only some suites have.
/// </summary>
internal static class RolePackages
{
    public static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> All =
        new Dictionary<string, ImmutableArray<string>>
        {
            ["load-balancer"] =
            [
                "nginx", "libnginx-mod-http-lua", "curl", "iproute2",
                "certbot", "ca-certificates", "openssl", // for a certificate by ACME
            ],
            ["database"] = ["redis-server", "nftables", "iproute2", "perl-base"],
            ["replica-set"] = ["nftables", "iproute2", "perl-base"],
            ["redis-address"] = ["keepalived", "iproute2", "perl-base", "iputils-arping"],
            ["enterprise"] = ["ca-certificates", "curl", "perl-base", "docker.io", "docker-compose", "docker-cli?"],
            ["virtual-address"] = ["keepalived", "nftables", "iputils-arping"],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
