using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Files;

/// <summary>iptables' rules as the vendor's text has them typed, in a network and with an /etc of the test's own.</summary>
public sealed class VendorRulesTests : IDisposable
{
    private const string Typed = """
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
         -A INPUT -p tcp -m tcp --dport 27017 -s 127.0.0.1 -j ACCEPT
        -A INPUT -p tcp -m tcp --dport 6379 -s 10.0.0.11 -j ACCEPT
         -A INPUT -p tcp -m tcp --dport 27017 -j DROP
        -A INPUT -p tcp -m tcp --dport 6379 -j DROP
        -A INPUT -p tcp -m tcp --dport 63790 -j DROP
        -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 6379 -j DROP
        COMMIT

        """;

    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    /// <summary>Lines that let somebody in stay, and so do all that deny something else.</summary>
    [Fact]
    public async Task Remove_RulesTypedFromTheVendorsText_TakesAwayTheTwoThatDropEverybody()
    {
        await File.WriteAllTextAsync(_files.At("typed"), Typed);

        var after = (await Shell.RunAsync(["unshare", "--mount", "--net", "bash", "-euo", "pipefail", "-c", $"""
            cp -a /etc {_files.At("etc")}
            mount --bind {_files.At("etc")} /etc
            mkdir -p /etc/iptables
            install -m 640 {_files.At("typed")} /etc/iptables/rules.v4
            iptables-restore </etc/iptables/rules.v4
            ports='27017 6379'
            {EmbeddedFile.Read("database/vendor-rules.sh")}
            remove_vendor_rules >/dev/null
            remove_vendor_rules
            stat -c %a /etc/iptables/rules.v4
            cat /etc/iptables/rules.v4
            echo ==
            iptables -S INPUT
            """])).Succeeded().Output;

        var file = Typed.Replace(" -A INPUT -p tcp -m tcp --dport 27017 -j DROP\n", "", StringComparison.Ordinal)
            .Replace("-A INPUT -p tcp -m tcp --dport 6379 -j DROP\n", "", StringComparison.Ordinal);
        Assert.Equal($"""
            640
            {file}==
            -P INPUT ACCEPT
            -A INPUT -s 127.0.0.1/32 -p tcp -m tcp --dport 27017 -j ACCEPT
            -A INPUT -s 10.0.0.11/32 -p tcp -m tcp --dport 6379 -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 63790 -j DROP
            -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 6379 -j DROP

            """, after);
    }
}
